-- The goals of the year of the move: the moved unit's under each division, and the divisions' own.
SELECT
    CAST(sum(value) FILTER (item = getvariable('moved_unit')
        AND starts < getvariable('reorganised')) AS VARCHAR) AS goal_before_the_move,
    CAST(sum(value) FILTER (item = getvariable('moved_unit')
        AND starts >= getvariable('reorganised')) AS VARCHAR) AS goal_after_the_move,
    CAST(sum(value) FILTER (item = getvariable('moved_from')) AS VARCHAR) AS goal_of_from,
    CAST(sum(value) FILTER (item = getvariable('moved_to')) AS VARCHAR) AS goal_of_to
FROM book_goals
WHERE scope = 'unit' AND measure = 'revenue'
    AND year(starts) = year(getvariable('reorganised'))
