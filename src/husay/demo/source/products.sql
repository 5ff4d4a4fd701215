SELECT product, product_line, product_group, CAST(list_price AS DECIMAL(18, 2)) AS list_price
FROM products
