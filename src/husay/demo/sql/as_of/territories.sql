SELECT * FROM territories
