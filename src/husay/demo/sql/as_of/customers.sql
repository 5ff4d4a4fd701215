SELECT * FROM customers SEMI JOIN known_customers USING (customer) ORDER BY customer
