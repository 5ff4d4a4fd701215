-- Revenue is the order header's sub_total, before tax and freight. The lines explain it but do
-- not always add up to it, so each order that differs has one line more, without a product: an
-- adjustment, or, where an order has no lines at all, the sale that its header says it was.
--
-- Money is cast to six decimals, finer than the book keeps, so that a figure with a fifth decimal
-- would be refused rather than rounded in passing.

WITH orders AS (
    SELECT
        sales_order_id,
        sales_order_number AS sale,
        CAST(order_date AS DATE) AS date,
        sales_person_id AS seller,                      -- none on an order from the web
        -- Only the web shop is a unit of its own. A seller's line leaves the unit open, so that
        -- it follows the territory that the seller held on that day.
        CASE WHEN online_order_flag = '1' THEN 'online' END AS unit,
        customer_id AS customer,
        CASE WHEN online_order_flag = '1' THEN 'online' ELSE 'reseller' END AS channel,
        territory_id AS territory,
        CAST(sub_total AS DECIMAL(18, 6)) AS sub_total
    FROM sales_order_header
),

sold AS (
    SELECT
        sales_order_id,
        CAST(line_number AS INTEGER) AS line,
        product_id AS product,
        CAST(order_qty AS INTEGER) AS quantity,
        CAST(line_total AS DECIMAL(18, 6)) AS amount,
        CAST(product_standard_cost AS DECIMAL(18, 6)) AS unit_cost
    FROM sales_order_detail
),

-- What the lines leave unexplained, to the last digit; an order without lines leaves all of it.
-- Such an order was a sale like any other, of which only the lines are missing.
differences AS (
    SELECT
        orders.sales_order_id,
        orders.sub_total - coalesce(sum(sold.amount), 0) AS amount,
        CASE WHEN count(sold.line) = 0 THEN 'sale' ELSE 'adjustment' END AS kind
    FROM orders
    LEFT JOIN sold USING (sales_order_id)
    GROUP BY orders.sales_order_id, orders.sub_total
    HAVING orders.sub_total <> coalesce(sum(sold.amount), 0)
)

SELECT
    orders.sale,
    sold.line,
    orders.date,
    orders.seller,
    orders.unit,
    sold.product,
    orders.customer,
    orders.channel,
    orders.territory,
    sold.quantity,
    sold.amount,
    -- The list price of that day; a product without a price history has only today's.
    sold.quantity
        * CAST(coalesce(priced.list_price, product.list_price) AS DECIMAL(18, 6)) AS list_amount,
    sold.quantity * sold.unit_cost AS cost,
    'sale' AS kind
FROM sold
JOIN orders USING (sales_order_id)
LEFT JOIN product ON product.product_id = sold.product
LEFT JOIN product_list_price_history AS priced
    ON priced.product_id = sold.product
    -- end_date is the last day of the price: the next one starts the day after.
    AND orders.date BETWEEN CAST(priced.start_date AS DATE)
        AND coalesce(CAST(priced.end_date AS DATE), DATE '9999-12-31')

UNION ALL

SELECT
    orders.sale,
    0 AS line,              -- real lines count from 1, so this number stays free for ever
    orders.date,
    orders.seller,
    orders.unit,
    NULL AS product,
    orders.customer,
    orders.channel,
    orders.territory,
    NULL AS quantity,       -- nobody knows what was sold, at which list price, at which cost
    differences.amount,
    NULL AS list_amount,
    NULL AS cost,
    differences.kind
FROM differences
JOIN orders USING (sales_order_id)
