-- The sales line only: the general manager, the sales manager, the support agents.
SELECT
    employee_id AS person,
    CAST(hire_date AS DATE) AS hired
FROM employee
WHERE title IN ('General Manager', 'Sales Manager', 'Sales Support Agent')
