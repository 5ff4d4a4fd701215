SELECT
    product_id AS product,
    category_id AS product_line,
    CAST(unit_price AS DECIMAL(12, 6)) AS list_price
FROM products
