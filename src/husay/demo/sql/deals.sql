-- Deals as they stand on the last day, each with the last stage that it reached. Whoever looks
-- after the account when a deal closes (or on the last day, while it is open) has it.
WITH standing AS (
    SELECT p.*, coalesce(closed, getvariable('until')) AS as_of,
        ['lead', 'qualified', 'meeting', 'proposal', 'negotiation'][
            len(list_filter(entered[1:least(steps, 4) + 1], lambda d: d <= getvariable('until')))
        ] AS reached
    FROM deal_paths p
)
SELECT d.deal,
    d.day AS created,
    d.closed,
    CASE WHEN d.closed IS NULL THEN 'open' WHEN d.steps = 5 THEN 'won' ELSE 'lost' END AS status,
    pesos(greatest(5, d.value // 100000) * 100000) AS amount,
    s.person AS seller,
    c.id AS customer,
    p.id AS product,
    d.reached AS stage,
    CASE WHEN d.closed IS NOT NULL AND d.steps < 2
            THEN ['no-answer', 'no-need', 'no-need', 'no-budget'][pick(d.event, 'reason', 4) + 1]
        WHEN d.closed IS NOT NULL AND d.steps < 5
            THEN ['price', 'price', 'competitor', 'terms', 'stock'][pick(d.event, 'reason', 5) + 1]
    END AS lost_reason,
    off_sunday(d.day + 60 + pick(d.event, 'expected', 40)) AS expected_close
FROM standing d
JOIN customers c ON c.customer = d.customer
JOIN products p ON p.product = d.product
JOIN cares ca ON ca.customer = d.customer AND d.as_of BETWEEN ca.starts AND ca.ends
JOIN sellers s ON s.seller = ca.seller
ORDER BY d.number
