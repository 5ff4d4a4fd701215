SELECT * FROM credit_memos WHERE date <= getvariable('day') ORDER BY memo
