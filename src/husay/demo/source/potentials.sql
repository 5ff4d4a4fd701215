SELECT scope, item, measure, CAST(starts AS DATE) AS starts, CAST(ends AS DATE) AS ends,
    CAST(value AS DECIMAL(18, 2)) AS value, currency, precision, origin
FROM potentials
