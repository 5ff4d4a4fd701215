SELECT
    customer_id AS customer,
    CASE WHEN company IS NULL THEN 'individual' ELSE 'company' END AS customer_group,
    country AS territory
FROM customer
