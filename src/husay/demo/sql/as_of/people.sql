SELECT * REPLACE (ended("left") AS "left") FROM people SEMI JOIN known_people USING (person)
ORDER BY person
