-- The file has no line number: a line is its place within its invoice, in the order of the file.
-- DuckDB keeps the order of a file it reads, and promises that row_number() over an empty window
-- makes that order a column. Nothing else would do: 5,268 lines are exact copies of another.
WITH numbered AS (
    SELECT *, row_number() OVER () AS place
    FROM online_retail
),

lines AS (
    SELECT
        *,
        CAST(quantity AS INTEGER) AS pieces,
        -- Six decimals, finer than the book keeps: a figure too fine would be refused, not rounded.
        CAST(unit_price AS DECIMAL(18, 6)) AS price,
        row_number() OVER (PARTITION BY invoice_no ORDER BY place) AS line
    FROM numbered
)

SELECT
    invoice_no AS sale,
    CAST(line AS INTEGER) AS line,
    CAST(CAST(invoice_date AS TIMESTAMP) AS DATE) AS date,
    upper(stock_code) AS product,       -- 112 codes are written both ways: 15056bl is 15056BL
    customer_id AS customer,            -- none on a quarter of the lines; nobody is made up
    country AS territory,
    pieces AS quantity,
    pieces * price AS amount,
    CASE
        WHEN starts_with(invoice_no, 'C') THEN 'return'         -- a cancellation
        WHEN starts_with(invoice_no, 'A') THEN 'adjustment'     -- "Adjust bad debt"
        -- Pieces taken off the stock at no price, for no customer ("damaged", "lost", "?"):
        -- the warehouse speaks, no customer sent anything back.
        WHEN pieces < 0 THEN 'adjustment'
        ELSE 'sale'
    END AS kind
FROM lines
