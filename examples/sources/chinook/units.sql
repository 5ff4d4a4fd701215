-- The smallest tree that the job titles tell. Since when is not said: valid_from is left out.
SELECT unit, parent, kind
FROM (
    VALUES
        ('chinook', NULL, 'company'),
        ('sales', 'chinook', 'unit')
) AS tree (unit, parent, kind)
