SELECT * REPLACE (ended(valid_to) AS valid_to) FROM assignments
WHERE CAST(valid_from AS DATE) <= getvariable('day')
