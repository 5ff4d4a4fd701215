-- 8 of the 4,372 customers have invoices from two countries: a customer lives where the latest
-- one was sent. (Each line keeps its own country.)
SELECT
    customer_id AS customer,
    country AS territory
FROM online_retail
WHERE customer_id IS NOT NULL
QUALIFY row_number() OVER (
    PARTITION BY customer_id
    ORDER BY CAST(invoice_date AS TIMESTAMP) DESC, invoice_no DESC
) = 1
