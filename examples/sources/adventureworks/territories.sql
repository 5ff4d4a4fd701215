SELECT
    territory_id AS territory,
    replace(lower("group"), ' ', '-') AS territory_group
FROM sales_territory
