SELECT person, CAST(hired AS DATE) AS hired, CAST("left" AS DATE) AS "left" FROM people
