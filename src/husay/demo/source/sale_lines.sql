-- Invoices, credit memos and price adjustments are three exports of the order system.
SELECT sale, line, date, seller, product, customer, channel, territory,
    CAST(quantity AS DECIMAL(18, 4)) AS quantity, amount, tax, list_amount, cost,
    'sale' AS kind, NULL AS returns_sale, NULL AS returns_line
FROM invoice_lines
UNION ALL
SELECT memo, line, date, seller, product, customer, channel, territory,
    CAST(quantity AS DECIMAL(18, 4)), amount, tax, list_amount, cost,
    'return', invoice, invoice_line
FROM credit_memos
UNION ALL
SELECT adjustment, 1, date, seller, product, customer, channel, territory,
    CAST(0 AS DECIMAL(18, 4)), amount, tax, CAST(0 AS DECIMAL(18, 2)), CAST(0 AS DECIMAL(18, 2)),
    'adjustment', NULL, NULL
FROM price_adjustments
