SELECT
    customer_id AS customer,
    country AS territory
FROM customers
