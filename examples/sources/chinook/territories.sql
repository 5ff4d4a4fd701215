SELECT DISTINCT country AS territory FROM customer

UNION

SELECT DISTINCT billing_country FROM invoice
