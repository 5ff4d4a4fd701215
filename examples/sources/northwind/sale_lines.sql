-- A line is worth unit_price x quantity x (1 - discount). All three have two decimals at most, so
-- the product is exact in four: it is not rounded to cents, line by line (that would add 0.25 in
-- all). Freight is no revenue.
--
-- Money is cast to six decimals, finer than the files have it, so that a figure too fine for the
-- book would be refused rather than rounded in passing.
WITH sold AS (
    SELECT
        order_id,
        product_id,
        CAST(quantity AS INTEGER) AS quantity,
        CAST(unit_price AS DECIMAL(12, 6)) AS unit_price,
        CAST(discount AS DECIMAL(9, 6)) AS discount
    FROM order_details
)

SELECT
    sold.order_id AS sale,
    -- Lines have no number, but a product is on an order once: its number never shifts.
    CAST(sold.product_id AS INTEGER) AS line,
    CAST(orders.order_date AS DATE) AS date,
    orders.employee_id AS seller,
    sold.product_id AS product,
    orders.customer_id AS customer,
    orders.ship_country AS territory,
    sold.quantity,
    sold.quantity * sold.unit_price * (1 - sold.discount) AS amount,
    -- The price on the order line is the list price of that day; products.unit_price is today's.
    sold.quantity * sold.unit_price AS list_amount
FROM sold
JOIN orders USING (order_id)
