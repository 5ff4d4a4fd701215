-- Tables that turn a draw into a choice: each choice has as many slots as it has weight.

CREATE TABLE unit_months AS
SELECT unit, month, CAST(sum(weight) AS BIGINT) AS weight FROM days GROUP BY ALL;

CREATE TABLE day_slots AS
WITH placed AS (
    SELECT unit, month, day,
        CAST(sum(weight) OVER w AS BIGINT) AS upto, weight,
        CAST(sum(weight) OVER (PARTITION BY unit, month) AS BIGINT) AS whole
    FROM days WINDOW w AS (PARTITION BY unit, month ORDER BY day)
)
SELECT (unit * 64 + month) * 1024
        + unnest(range((upto - weight) * 1024 // whole, upto * 1024 // whole)) AS slot, day
FROM placed;

CREATE TABLE line_slots AS
WITH placed AS (
    SELECT mix, product_line, weight,
        CAST(sum(weight) OVER (PARTITION BY mix ORDER BY product_line) AS BIGINT) AS upto,
        CAST(sum(weight) OVER (PARTITION BY mix) AS BIGINT) AS whole
    FROM mixes
)
SELECT mix * 512 + unnest(range((upto - weight) * 512 // whole, upto * 512 // whole)) AS slot,
    product_line
FROM placed;

CREATE TABLE product_slots AS
WITH placed AS (
    SELECT product_line, product, weight,
        CAST(sum(weight) OVER (PARTITION BY product_line ORDER BY product) AS BIGINT) AS upto,
        CAST(sum(weight) OVER (PARTITION BY product_line) AS BIGINT) AS whole
    FROM products
)
SELECT product_line * 256
        + unnest(range((upto - weight) * 256 // whole, upto * 256 // whole)) AS slot, product
FROM placed;
