-- Net and list amounts of the sliding product line's sales in the 90 days before the slide, and
-- since it has reached its depth; quantities a day in these windows.
SELECT
    sum(amount) FILTER (before) AS net_before,
    sum(list_amount) FILTER (before) AS list_before,
    sum(amount) FILTER (NOT before) AS net_after,
    sum(list_amount) FILTER (NOT before) AS list_after
FROM (
    SELECT s.*, s.date < getvariable('slide_from') AS before
    FROM book_sale_lines s JOIN book_products p ON p.product = s.product
    WHERE p.product_line = getvariable('sliding_line') AND s.kind = 'sale'
        AND (s.date >= getvariable('slide_done')
            OR s.date BETWEEN getvariable('slide_from') - 90 AND getvariable('slide_from') - 1)
)
