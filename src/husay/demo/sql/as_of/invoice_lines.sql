SELECT l.* FROM invoice_lines l SEMI JOIN known_sales USING (sale) ORDER BY sale, line
