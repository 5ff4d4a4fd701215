-- Words for the identifiers. Countries are their own names.
SELECT 'person' AS kind, employee_id AS item, first_name || ' ' || last_name AS name
FROM employees

UNION ALL

SELECT 'customer', customer_id, company_name FROM customers

UNION ALL

SELECT 'product', product_id, product_name FROM products

UNION ALL

SELECT 'product_line', category_id, category_name FROM categories

UNION ALL

SELECT 'unit', lower(region_description), region_description FROM region

UNION ALL

SELECT 'unit', 'northwind', 'Northwind Traders'
