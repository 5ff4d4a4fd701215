SELECT * FROM goals
WHERE year(CAST(starts AS DATE)) <= planned()
    AND (scope <> 'seller' OR item IN (FROM known_people))
ORDER BY scope, item, measure, starts
