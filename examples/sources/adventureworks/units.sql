-- company > a division for each territory group > a unit for each territory; the web shop is a
-- division of its own. The data does not say since when: valid_from is left out.
SELECT 'adventureworks' AS unit, NULL AS parent, 'company' AS kind

UNION ALL

SELECT DISTINCT replace(lower("group"), ' ', '-'), 'adventureworks', 'division'
FROM sales_territory

UNION ALL

SELECT 'online', 'adventureworks', 'division'

UNION ALL

SELECT 'territory-' || territory_id, replace(lower("group"), ' ', '-'), 'unit'
FROM sales_territory
