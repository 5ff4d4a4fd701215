-- Words for the identifiers. They go to the records; the book holds identifiers only.
WITH persons AS (
    SELECT business_entity_id, concat_ws(' ', first_name, last_name) AS name
    FROM person
)

SELECT 'person' AS kind, business_entity_id AS item, persons.name AS name
FROM persons
JOIN employee_department_history USING (business_entity_id)
JOIN department USING (department_id)
WHERE department.name = 'Sales' AND employee_department_history.end_date IS NULL

UNION ALL

SELECT 'customer', customer.customer_id, coalesce(store.name, persons.name)
FROM customer
LEFT JOIN store ON store.business_entity_id = customer.store_id
LEFT JOIN persons ON persons.business_entity_id = customer.person_id

UNION ALL

SELECT 'product', product_id, name FROM product

UNION ALL

SELECT 'product_line', product_subcategory_id, name FROM product_subcategory

UNION ALL

SELECT 'product_group', product_category_id, name FROM product_category

UNION ALL

SELECT 'territory', territory_id, name FROM sales_territory

UNION ALL

SELECT DISTINCT 'territory_group', replace(lower("group"), ' ', '-'), "group" FROM sales_territory

UNION ALL

SELECT 'unit', 'territory-' || territory_id, name FROM sales_territory

UNION ALL

SELECT DISTINCT 'unit', replace(lower("group"), ' ', '-'), "group" FROM sales_territory

UNION ALL

SELECT kind, item, name
FROM (
    VALUES
        ('unit', 'adventureworks', 'AdventureWorks'),
        ('unit', 'online', 'Online'),
        ('channel', 'online', 'Online'),
        ('channel', 'reseller', 'Reseller'),
        ('customer_group', 'individual', 'Individuals'),
        ('customer_group', 'store-bm', 'Bicycle manufacturers'),
        ('customer_group', 'store-bs', 'Bicycle stores'),
        ('customer_group', 'store-os', 'Online stores')
) AS fixed (kind, item, name)
