-- The description is typed in anew on every line, and on unpriced ones it is the warehouse's note
-- ("damaged", "ebay"). A product's name is the one most often used on priced lines; where two
-- are equally frequent, the first by the alphabet. A product that was never priced has no name.
WITH used AS (
    SELECT
        upper(stock_code) AS product,
        trim(description) AS name,
        count(*) AS times
    FROM online_retail
    WHERE description IS NOT NULL AND CAST(unit_price AS DECIMAL(18, 6)) > 0
    GROUP BY upper(stock_code), trim(description)
)

SELECT 'product' AS kind, product AS item, name
FROM used
QUALIFY row_number() OVER (PARTITION BY product ORDER BY times DESC, name) = 1

UNION ALL

SELECT kind, item, name
FROM (
    VALUES
        ('product_line', 'goods', 'Goods'),
        ('product_line', 'vouchers', 'Gift vouchers'),
        ('product_line', 'charges', 'Charges and fees')
) AS fixed (kind, item, name)
