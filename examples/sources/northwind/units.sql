-- The company and its four regions. Since when is not said: valid_from is left out.
SELECT 'northwind' AS unit, NULL AS parent, 'company' AS kind

UNION ALL

SELECT lower(region_description), 'northwind', 'division'
FROM region
