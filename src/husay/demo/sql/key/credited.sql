-- Each day's sales by who has the credit, with their team, unit and division of that day. Shared
-- credit is left with the seller that the invoice names.
CREATE TABLE credited AS
WITH daily AS (
    SELECT s.date, s.kind, s.seller, p.product_line, p.product_group,
        CASE WHEN s.seller IS NULL THEN s.customer END AS customer,
        CASE WHEN s.seller IS NULL THEN s.territory END AS territory,
        count(*) AS lines, sum(s.amount) AS amount
    FROM book_sale_lines s
    JOIN book_products p ON p.product = s.product
    GROUP BY ALL
),
owned AS (
    SELECT d.*, coalesce(d.seller, a.person, t.person) AS person
    FROM daily d
    LEFT JOIN book_ownerships a ON a.scope = 'customer' AND a.item = d.customer
        AND d.date BETWEEN a.valid_from AND coalesce(a.valid_to, DATE '9999-12-31')
    LEFT JOIN book_ownerships t ON t.scope = 'territory' AND t.item = d.territory
        AND d.date BETWEEN t.valid_from AND coalesce(t.valid_to, DATE '9999-12-31')
)
SELECT o.*, a.unit AS team, t.parent AS unit, u.parent AS division
FROM owned o
LEFT JOIN book_assignments a ON a.person = o.person AND a.role = 'seller'
    AND o.date BETWEEN a.valid_from AND coalesce(a.valid_to, DATE '9999-12-31')
LEFT JOIN book_units t ON t.unit = a.unit
LEFT JOIN book_units u ON u.unit = t.parent
    AND o.date BETWEEN u.valid_from AND coalesce(u.valid_to, DATE '9999-12-31');
