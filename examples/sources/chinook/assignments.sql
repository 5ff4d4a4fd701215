-- The files have no dates but the day of hire.
SELECT
    employee_id AS person,
    CASE title WHEN 'General Manager' THEN 'chinook' ELSE 'sales' END AS unit,
    CAST(hire_date AS DATE) AS valid_from,
    CASE title WHEN 'Sales Support Agent' THEN 'seller' ELSE 'manager' END AS role,
    reports_to AS manager
FROM employee
WHERE title IN ('General Manager', 'Sales Manager', 'Sales Support Agent')
