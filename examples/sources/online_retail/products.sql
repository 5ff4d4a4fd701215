-- Not every stock code is a product: postage, fees, discounts and entries by hand are kept apart,
-- and so are gift vouchers, which are a debt until somebody shops with them.
SELECT DISTINCT
    upper(stock_code) AS product,
    CASE
        WHEN upper(stock_code) IN (
            'AMAZONFEE', 'B', 'BANK CHARGES', 'C2', 'CRUK', 'D', 'DOT', 'M', 'POST', 'S'
        ) THEN 'charges'
        WHEN starts_with(upper(stock_code), 'GIFT_') THEN 'vouchers'
        ELSE 'goods'
    END AS product_line
FROM online_retail
