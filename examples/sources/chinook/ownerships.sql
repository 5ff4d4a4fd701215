-- support_rep_id is the agent who looks after the customer today; since when is not said. It is
-- taken to hold from the agent's first day, long before the first invoice: whoever had the
-- customer before, if anybody had, the data has forgotten.
SELECT
    'customer' AS scope,
    customer.customer_id AS item,
    customer.support_rep_id AS person,
    CAST(employee.hire_date AS DATE) AS valid_from
FROM customer
JOIN employee ON employee.employee_id = customer.support_rep_id
