-- A product's line is its subcategory, its group the category above it. The 209 products without
-- a subcategory are parts that are never sold; they are kept, with no line.
SELECT
    product.product_id AS product,
    product.product_subcategory_id AS product_line,
    product_subcategory.product_category_id AS product_group,
    CAST(product.list_price AS DECIMAL(18, 6)) AS list_price
FROM product
LEFT JOIN product_subcategory USING (product_subcategory_id)
