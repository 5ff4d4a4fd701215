-- One row a figure: what it is of, and the figure as text.
WITH sums AS MATERIALIZED (
    SELECT s.kind, year(s.date) AS year, p.product_line, s.seller IS NULL AS unnamed,
        count(*) AS lines, sum(s.quantity) AS quantity,
        sum(s.amount) AS amount, sum(s.tax) AS tax, sum(s.cost) AS cost, sum(s.list_amount) AS listed
    FROM book_sale_lines s JOIN book_products p ON p.product = s.product
    GROUP BY ALL
)
SELECT 'revenue' AS figure, CAST(sum(amount) AS VARCHAR) AS value FROM sums
UNION ALL SELECT 'tax', CAST(sum(tax) AS VARCHAR) FROM sums
UNION ALL SELECT 'cost', CAST(sum(cost) AS VARCHAR) FROM sums
UNION ALL SELECT 'list_amount', CAST(sum(listed) AS VARCHAR) FROM sums
UNION ALL SELECT 'quantity', CAST(CAST(sum(quantity) AS BIGINT) AS VARCHAR) FROM sums
UNION ALL SELECT 'orders', CAST(count(DISTINCT sale) AS VARCHAR) FROM book_sale_lines WHERE kind = 'sale'
UNION ALL SELECT 'lines_without_seller', CAST(sum(lines) AS VARCHAR) FROM sums WHERE unnamed
UNION ALL SELECT 'revenue_without_seller', CAST(sum(amount) AS VARCHAR) FROM sums WHERE unnamed
UNION ALL SELECT 'lines_' || kind, CAST(sum(lines) AS VARCHAR) FROM sums GROUP BY kind
UNION ALL SELECT 'revenue_' || kind, CAST(sum(amount) AS VARCHAR) FROM sums GROUP BY kind
UNION ALL SELECT 'revenue_' || year, CAST(sum(amount) AS VARCHAR) FROM sums GROUP BY year
UNION ALL SELECT 'revenue_' || product_line, CAST(sum(amount) AS VARCHAR) FROM sums GROUP BY product_line
UNION ALL SELECT 'revenue_' || division || '_then', CAST(sum(amount) AS VARCHAR) FROM credited GROUP BY division
UNION ALL SELECT 'revenue_' || u.parent || '_now', CAST(sum(c.amount) AS VARCHAR)
    FROM credited c JOIN book_units u ON u.unit = c.unit AND u.valid_to IS NULL GROUP BY u.parent
UNION ALL SELECT 'deals_' || status, CAST(count(*) AS VARCHAR) FROM book_deals GROUP BY status
UNION ALL SELECT 'won_amount', CAST(sum(amount) AS VARCHAR) FROM book_deals WHERE status = 'won'
UNION ALL SELECT 'goal_' || year(starts), CAST(sum(value) AS VARCHAR)
    FROM book_goals WHERE scope = 'company' AND measure = 'revenue' GROUP BY year(starts)
UNION ALL SELECT 'potential_' || year(starts), CAST(sum(value) AS VARCHAR)
    FROM book_potentials GROUP BY year(starts)
ORDER BY figure
