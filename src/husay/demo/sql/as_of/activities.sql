SELECT * FROM activities WHERE date <= getvariable('day') ORDER BY activity
