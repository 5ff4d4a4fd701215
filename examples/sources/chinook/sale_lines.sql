-- Invoices name no seller: credit follows the owner of the customer (ownerships.sql).
--
-- Money is cast to six decimals, finer than the files have it, so that a figure too fine for the
-- book would be refused rather than rounded in passing.
WITH sold AS (
    SELECT
        invoice_id,
        CAST(invoice_line_id AS INTEGER) AS line,
        track_id,
        CAST(quantity AS INTEGER) AS quantity,
        CAST(unit_price AS DECIMAL(18, 6)) AS unit_price
    FROM invoice_line
)

SELECT
    sold.invoice_id AS sale,
    sold.line,              -- numbered through all invoices, so it is unique within one as well
    CAST(invoice.invoice_date AS DATE) AS date,
    sold.track_id AS product,
    invoice.customer_id AS customer,
    invoice.billing_country AS territory,
    sold.quantity,
    sold.quantity * sold.unit_price AS amount,
    sold.quantity * CAST(track.unit_price AS DECIMAL(18, 6)) AS list_amount
FROM sold
JOIN invoice USING (invoice_id)
JOIN track USING (track_id)
