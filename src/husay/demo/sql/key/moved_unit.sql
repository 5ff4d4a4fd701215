-- What the moved unit brought this year before it moved: then of one division, now of the other.
SELECT sum(amount) AS revenue_before_the_move
FROM credited
WHERE unit = getvariable('moved_unit') AND year(date) = year(getvariable('until'))
    AND date < getvariable('reorganised')
