SELECT
    employee_id AS person,
    CAST(hire_date AS DATE) AS hired
FROM employees
