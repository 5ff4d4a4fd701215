-- Only the sales department: the other 272 employees have no part in sales, and a company's
-- sales system is no place for their data. Nobody in it has left (current_flag is 1 throughout).
SELECT
    employee.business_entity_id AS person,
    CAST(employee.hire_date AS DATE) AS hired
FROM employee
JOIN employee_department_history USING (business_entity_id)
JOIN department USING (department_id)
WHERE department.name = 'Sales' AND employee_department_history.end_date IS NULL
