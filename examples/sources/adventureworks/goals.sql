-- A quota holds from its date until the day before the same seller's next one. The last one is
-- open in the data; every earlier window is three months long, give or take a day or two, so it
-- is given three months.
WITH quotas AS (
    SELECT
        business_entity_id AS seller,
        CAST(quota_date AS DATE) AS starts,
        CAST(sales_quota AS DECIMAL(18, 6)) AS value
    FROM sales_person_quota_history
)

SELECT
    'seller' AS scope,
    seller AS item,
    'revenue' AS measure,
    starts,
    CAST(
        coalesce(
            lead(starts) OVER (PARTITION BY seller ORDER BY starts),
            starts + INTERVAL 3 MONTH
        ) - INTERVAL 1 DAY
        AS DATE
    ) AS ends,
    value
FROM quotas
