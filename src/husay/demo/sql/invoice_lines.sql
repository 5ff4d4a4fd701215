-- The lines of all invoices. All arithmetic is in whole centavos and permille.
WITH opened AS (
    SELECT *, unnest(range(1, size + 1)) AS line FROM invoices
),
keyed AS (
    SELECT *, invoice * 8 + line - 1 AS key FROM opened
),
chosen AS (
    SELECT k.*, m.period, m.promotion, ls.product_line, ps.product,
        -- What a usual line is multiplied by, in tenths: mostly small, now and then a full truck.
        [3, 4, 5, 5, 6, 7, 8, 9, 9, 10, 11, 12, 14, 17, 22, 34][pick(k.key, 'tail', 16) + 1] AS tail,
        CASE WHEN ls.product_line = getvariable('sliding_line') THEN slide(k.day) ELSE 0 END AS slide
    FROM keyed k
    JOIN months m ON m.month = k.month
    JOIN line_slots ls ON ls.slot
        = ((k.unit * 5 + k.customer_group) * 12 + m.of_year) * 512 + pick(k.key, 'line', 512)
    JOIN product_slots ps ON ps.slot = ls.product_line * 256 + pick(k.key, 'product', 256)
    WHERE NOT (
        ls.product_line = getvariable('falling_line') AND k.unit = getvariable('falling_unit')
        AND k.day >= getvariable('fall_from')
        AND pick(k.key, 'fall', 1000) < getvariable('fall_permille')
    )
),
counted AS (
    SELECT c.*, g.discount AS group_discount, p.listed, p.cost,
        greatest(1, g.centavos * tail * getvariable('drop_percent') // (p.first_listed * 1000)) AS usual
    FROM chosen c
    JOIN customer_groups g ON g.customer_group = c.customer_group
    JOIN prices p ON p.slot = c.product * 16 + c.period
),
sold AS (
    -- Cheaper sells a little more; a draw rounds the quantity up or down.
    SELECT *, (usual * (1000 + slide * 9 // 10) + pick(key, 'more', 1000)) // 1000 AS quantity,
        greatest(0, group_discount + discount + promotion + slide + pick(key, 'discount', 31)
            + CASE WHEN tail > 20 THEN 15 ELSE 0 END) AS off
    FROM counted
),
valued AS (
    SELECT *, quantity * listed AS listed_amount,
        (quantity * listed * (1000 - off) + 500) // 1000 AS net
    FROM sold
)
SELECT 'SI-' || lpad(CAST(v.invoice AS VARCHAR), 8, '0') AS sale,
    CAST(v.line AS INTEGER) AS line,
    v.day AS date,
    v.seller,
    p.id AS product,
    c.id AS customer,
    v.channel,
    c.territory,
    CAST(v.quantity AS INTEGER) AS quantity,
    pesos(v.net) AS amount,
    pesos((v.net * 12 + 50) // 100) AS tax,
    pesos(v.listed_amount) AS list_amount,
    pesos(v.quantity * v.cost) AS cost
FROM valued v
JOIN customers c ON c.customer = v.customer
JOIN products p ON p.product = v.product
ORDER BY v.invoice, v.line
