SELECT * FROM potentials
WHERE year(CAST(starts AS DATE)) <= planned() AND item IN (FROM known_customers)
ORDER BY item, starts
