-- Deals as they stood, each with the last stage that it had reached; an open one is with whoever
-- looked after the account that day.
WITH reached AS (
    SELECT deal, arg_max(stage, entered) AS stage FROM deal_stages
    WHERE entered <= getvariable('day') GROUP BY deal
),
owned AS (
    SELECT item AS customer, person FROM ownerships
    WHERE scope = 'customer' AND getvariable('day')
        BETWEEN CAST(valid_from AS DATE) AND coalesce(CAST(valid_to AS DATE), DATE '9999-12-31')
)
SELECT d.* REPLACE (
    CASE WHEN closed <= getvariable('day') THEN closed END AS closed,
    CASE WHEN closed <= getvariable('day') THEN status ELSE 'open' END AS status,
    CASE WHEN closed <= getvariable('day') THEN seller ELSE coalesce(o.person, seller) END AS seller,
    r.stage AS stage,
    CASE WHEN closed <= getvariable('day') THEN lost_reason END AS lost_reason
)
FROM deals d
JOIN reached r ON r.deal = d.deal
LEFT JOIN owned o ON o.customer = d.customer
WHERE d.created <= getvariable('day')
ORDER BY d.deal
