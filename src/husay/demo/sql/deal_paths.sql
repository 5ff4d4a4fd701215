-- Each deal's whole course, as it would go on for ever: what has not happened by the last day is
-- left out when deals and their stages are written.
CREATE TABLE deal_paths AS
WITH drawn AS (
    SELECT e.event, e.day, e.customer, e.unit, e.month, s.closing, g.centavos,
        ps.product, g.id AS group_id
    FROM events('deal', 300) e
    JOIN months m ON m.month = e.month
    JOIN customer_groups g ON g.customer_group = e.customer_group
    JOIN cares ca ON ca.customer = e.customer AND e.day BETWEEN ca.starts AND ca.ends
    JOIN sellers s ON s.seller = ca.seller
    JOIN line_slots ls ON ls.slot
        = ((e.unit * 5 + e.customer_group) * 12 + m.of_year) * 512 + pick(e.event, 'deal line', 512)
    JOIN product_slots ps
        ON ps.slot = ls.product_line * 256 + pick(e.event, 'deal product', 256)
),
walked AS (
    -- Days in each stage. One deal in twenty sleeps for months before it is negotiated.
    SELECT *,
        day + 3 + pick(event, 'to qualified', 12) AS d1,
        d1 + 5 + pick(event, 'to meeting', 16) AS d2,
        d2 + 5 + pick(event, 'to proposal', 21) AS d3,
        d3 + 7 + pick(event, 'to negotiation', 24)
            + CASE WHEN pick(event, 'sleeps', 20) = 0 THEN 90 ELSE 0 END AS d4,
        d4 + 7 + pick(event, 'to close', 29) AS d5,
        -- How many steps the deal takes before it fails; five is a win.
        CASE WHEN pick(event, 'qualifies', 1000) >= 700 THEN 0
            WHEN pick(event, 'meets', 1000) >= 820 THEN 1
            WHEN pick(event, 'presents', 1000) >= 800 THEN 2
            WHEN pick(event, 'negotiates', 1000) >= 780 * closing // 1000 THEN 3
            WHEN pick(event, 'wins', 1000) >= 720 * closing // 1000 THEN 4
            ELSE 5 END AS steps
    FROM drawn
),
dated AS (
    SELECT *,
        [day, off_sunday(d1), off_sunday(d2), off_sunday(d3), off_sunday(d4)] AS entered,
        unit = getvariable('stalled_unit') AND steps >= 4 AND d4 >= getvariable('stall_from')
            AND pick(event, 'stalls', 100) < getvariable('stalled_percent') AS stalled,
        off_sunday([d1, d2, d3, d4, d5][least(steps, 4) + 1]) AS ends_on
    FROM walked
),
numbered AS (
    SELECT *, row_number() OVER (ORDER BY day, event) AS number,
        CASE WHEN NOT stalled AND ends_on <= getvariable('until') THEN ends_on END AS closed
    FROM dated
)
SELECT 'D-' || lpad(CAST(number AS VARCHAR), 6, '0') AS deal, number, event, day, customer, product,
    closed, steps, entered, group_id,
    centavos * getvariable('deal_percent') * (8 + pick(event, 'deal size', 40)) // 100 AS value
FROM numbered;
