-- Where Northwind sells is the country it ships to. The file `territories` (53 towns, all in the
-- United States) names the patches of the sellers; no order or customer leads to any of them.
SELECT DISTINCT country AS territory FROM customers

UNION

SELECT DISTINCT ship_country FROM orders
