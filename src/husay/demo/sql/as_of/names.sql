SELECT * FROM names
WHERE CASE kind
    WHEN 'person' THEN item IN (FROM known_people)
    WHEN 'customer' THEN item IN (FROM known_customers)
    ELSE true
END
ORDER BY kind, item
