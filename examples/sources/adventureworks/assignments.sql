-- Who was where, and when. A seller's unit is the territory held by sales_territory_history, not
-- sales_person.territory_id: for 4 of 14 sellers that one contradicts the history's open row, and
-- the orders follow the history. end_date is the last day (the next row starts the day after), as
-- valid_to is here.
SELECT
    held.business_entity_id AS person,
    'territory-' || held.territory_id AS unit,
    CAST(held.start_date AS DATE) AS valid_from,
    CAST(held.end_date AS DATE) AS valid_to,
    'seller' AS role,
    employee.manager_id AS manager
FROM sales_territory_history AS held
JOIN employee USING (business_entity_id)

UNION ALL

-- The managers hold no territory, but they sell: what they sell counts for the division they
-- run, and for none of its territories.
SELECT
    business_entity_id,
    CASE job_title
        WHEN 'Vice President of Sales' THEN 'adventureworks'
        WHEN 'North American Sales Manager' THEN 'north-america'
        WHEN 'European Sales Manager' THEN 'europe'
        WHEN 'Pacific Sales Manager' THEN 'pacific'
    END,
    CAST(hire_date AS DATE),
    NULL,
    'manager',
    -- The vice president reports to the chief executive, who is not part of the sales force.
    CASE WHEN job_title <> 'Vice President of Sales' THEN manager_id END
FROM employee
WHERE job_title IN (
    'Vice President of Sales',
    'North American Sales Manager',
    'European Sales Manager',
    'Pacific Sales Manager'
)
