SELECT customer, customer_group, territory FROM customers
