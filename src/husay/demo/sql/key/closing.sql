-- Deals closed by the weak closer and by all others.
SELECT
    count(*) FILTER (weak AND status = 'won') AS won,
    count(*) FILTER (weak) AS closed,
    count(*) FILTER (NOT weak AND status = 'won') AS others_won,
    count(*) FILTER (NOT weak) AS others_closed
FROM (
    SELECT status, seller = getvariable('weak_closer') AS weak
    FROM book_deals WHERE status <> 'open'
)
