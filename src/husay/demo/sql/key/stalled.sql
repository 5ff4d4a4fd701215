-- Open deals of the stalled unit that came to negotiation since the stall began and have been
-- there for more than five weeks, which no other deal is.
SELECT list(d.deal ORDER BY d.deal) AS deals, count(*) AS count, sum(d.amount) AS amount
FROM book_deals d
JOIN book_deal_stages s ON s.deal = d.deal AND s.stage = 'negotiation'
JOIN book_assignments w ON w.person = d.seller AND w.role = 'seller' AND w.valid_to IS NULL
JOIN book_units u ON u.unit = w.unit
WHERE d.status = 'open' AND u.parent = getvariable('stalled_unit')
    AND s.entered BETWEEN getvariable('stall_from') AND getvariable('until') - 38
