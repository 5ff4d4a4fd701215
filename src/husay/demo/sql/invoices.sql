-- One row an invoice, in order of date. Orders that come in online, and half of those by phone,
-- name no seller; now and then a team mate stands in for the account's owner.

CREATE TABLE drawn_invoices AS
SELECT e.event, e.day, e.customer, e.unit, e.customer_group, e.month, ca.seller AS owner,
    CASE WHEN c.walk_in THEN 'online'
        ELSE g.channels[pick(e.event, 'channel', 20) + 1] END AS channel,
    g.lines[pick(e.event, 'size', 16) + 1] AS size
FROM events('invoice', 600) e
JOIN customers c ON c.customer = e.customer
JOIN customer_groups g ON g.customer_group = e.customer_group
JOIN cares ca ON ca.customer = e.customer AND e.day BETWEEN ca.starts AND ca.ends
ORDER BY e.day, e.event;

CREATE TABLE invoices AS
SELECT i.rowid + 1 AS invoice, i.day, i.customer, i.unit, i.customer_group, i.month, i.channel,
    i.size,
    CASE WHEN i.channel = 'online' THEN NULL
        WHEN i.channel = 'telesales' AND pick(i.event, 'phone', 2) = 0 THEN NULL
        WHEN pick(i.event, 'stand-in', 50) = 0 THEN s.anchor
        ELSE s.person END AS seller,
    s.discount
FROM drawn_invoices i
JOIN sellers s ON s.seller = i.owner;

DROP TABLE drawn_invoices;
