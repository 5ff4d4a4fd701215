-- Each seller's credited revenue of the last 365 days, and of this year up to their team change.
SELECT c.person,
    sum(c.amount) FILTER (c.date > getvariable('until') - 365) AS last_365_days,
    sum(c.amount) FILTER (year(c.date) = year(getvariable('until')) AND c.date < m.moved_on)
        AS this_year_before_the_move
FROM credited c
LEFT JOIN (
    SELECT person, max(valid_from) AS moved_on FROM book_assignments
    WHERE role = 'seller' GROUP BY person HAVING count(*) > 1
) m ON m.person = c.person
GROUP BY c.person
ORDER BY last_365_days DESC NULLS LAST, c.person
