-- Visits and calls by whoever looks after the account that day, and for each deal a visit when
-- it comes to a meeting and a presentation when it comes to a proposal.
WITH contacts AS (
    SELECT event AS key, day, customer, CAST(NULL AS VARCHAR) AS deal,
        CASE WHEN pick(event, 'contact type', 100) < 62 THEN 'visit' ELSE 'call' END AS type
    FROM events('contact', 300)
    UNION ALL
    SELECT number, entered[3], customer, deal, 'visit' FROM deal_paths WHERE steps >= 2
    UNION ALL
    SELECT number, entered[4], customer, deal, 'presentation' FROM deal_paths WHERE steps >= 3
),
numbered AS (
    SELECT *, row_number() OVER (ORDER BY day, type, deal NULLS FIRST, key) AS number
    FROM contacts
    WHERE day <= getvariable('until')
)
SELECT 'A-' || lpad(CAST(n.number AS VARCHAR), 8, '0') AS activity, n.day AS date,
    s.person AS seller, c.id AS customer, n.deal, n.type
FROM numbered n
JOIN customers c ON c.customer = n.customer
JOIN cares ca ON ca.customer = n.customer AND n.day BETWEEN ca.starts AND ca.ends
JOIN sellers s ON s.seller = ca.seller
ORDER BY n.number
