-- Words for the identifiers. Countries are their own names.
SELECT 'person' AS kind, employee_id AS item, first_name || ' ' || last_name AS name
FROM employee
WHERE title IN ('General Manager', 'Sales Manager', 'Sales Support Agent')

UNION ALL

SELECT 'customer', customer_id, coalesce(company, first_name || ' ' || last_name) FROM customer

UNION ALL

SELECT 'product', track_id, name FROM track

UNION ALL

SELECT 'product_line', genre_id, name FROM genre

UNION ALL

SELECT 'product_group', media_type_id, name FROM media_type

UNION ALL

SELECT kind, item, name
FROM (
    VALUES
        ('unit', 'chinook', 'Chinook'),
        ('unit', 'sales', 'Sales'),
        ('customer_group', 'individual', 'Individuals'),
        ('customer_group', 'company', 'Companies')
) AS fixed (kind, item, name)
