SELECT c.* FROM credit_splits c SEMI JOIN known_sales USING (sale)
ORDER BY sale, line, role, person
