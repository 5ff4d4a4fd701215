-- Every stage that a deal has entered by the last day. How it ended is the deal's own to say.
WITH steps AS (
    SELECT deal, number, unnest(range(1, least(steps, 4) + 2)) AS place, entered
    FROM deal_paths
)
SELECT deal, ['lead', 'qualified', 'meeting', 'proposal', 'negotiation'][place] AS stage,
    entered[place] AS entered
FROM steps
WHERE entered[place] <= getvariable('until')
ORDER BY number, place
