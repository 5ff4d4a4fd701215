-- Corrections of a price some weeks later, mostly to a little less.
WITH corrected AS (
    SELECT *, off_sunday(date + 8 + pick(key, 'adjustment delay', 20)) AS corrected_on,
        (CASE WHEN pick(key, 'adjustment sign', 5) = 0 THEN 1 ELSE -1 END)
            * (centavos(amount) * (10 + pick(key, 'adjustment size', 31)) // 1000) AS net
    FROM touched_lines
    WHERE adjusted
),
numbered AS (
    SELECT b.*, CASE WHEN s.leaves < corrected_on THEN o.person ELSE b.seller END AS in_charge,
        row_number() OVER (ORDER BY corrected_on, key) AS number
    FROM corrected b
    JOIN customers c ON c.id = b.customer
    JOIN cares ca ON ca.customer = c.customer AND corrected_on BETWEEN ca.starts AND ca.ends
    JOIN sellers o ON o.seller = ca.seller
    LEFT JOIN sellers s ON s.person = b.seller
    WHERE corrected_on <= getvariable('until')
)
SELECT 'AD-' || lpad(CAST(number AS VARCHAR), 6, '0') AS adjustment,
    corrected_on AS date, sale AS invoice,
    in_charge AS seller, product, customer, channel, territory,
    pesos(net) AS amount,
    pesos(net * 12 // 100) AS tax
FROM numbered
ORDER BY number
