SELECT * REPLACE (ended(valid_to) AS valid_to) FROM units
WHERE CAST(valid_from AS DATE) <= getvariable('day')
