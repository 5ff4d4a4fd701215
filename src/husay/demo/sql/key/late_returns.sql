-- The returns of the batch: dated in its days, of sales of its weeks, of its unit and products.
SELECT count(*) AS lines, sum(r.amount) AS amount, min(r.date) AS first, max(r.date) AS last
FROM book_sale_lines r
JOIN book_sale_lines s ON s.sale = r.returns_sale AND s.line = r.returns_line
JOIN book_products p ON p.product = r.product
JOIN book_customers c ON c.customer = r.customer
LEFT JOIN book_ownerships a ON a.scope = 'customer' AND a.item = r.customer
    AND s.date BETWEEN a.valid_from AND coalesce(a.valid_to, DATE '9999-12-31')
LEFT JOIN book_ownerships t ON t.scope = 'territory' AND t.item = r.territory
JOIN book_assignments w ON w.person = coalesce(s.seller, a.person, t.person) AND w.role = 'seller'
    AND s.date BETWEEN w.valid_from AND coalesce(w.valid_to, DATE '9999-12-31')
JOIN book_units u ON u.unit = w.unit
WHERE r.kind = 'return' AND u.parent = getvariable('returning_unit')
    AND p.product_group = getvariable('returned_group')
    AND r.date >= getvariable('late_first')
    AND s.date BETWEEN getvariable('returned_first') AND getvariable('returned_last')
