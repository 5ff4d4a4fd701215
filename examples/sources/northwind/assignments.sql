-- A seller has from 2 to 10 towns, but they all lie in one region: that region is the unit. The
-- files have no dates for it, so it is taken to hold since the day of hire. Who leads whom is
-- reports_to; it crosses the regions, and nothing says that anybody runs a region.
SELECT DISTINCT
    employees.employee_id AS person,
    lower(region.region_description) AS unit,
    CAST(employees.hire_date AS DATE) AS valid_from,
    'seller' AS role,
    employees.reports_to AS manager
FROM employees
JOIN employee_territories USING (employee_id)
JOIN territories USING (territory_id)
JOIN region USING (region_id)
