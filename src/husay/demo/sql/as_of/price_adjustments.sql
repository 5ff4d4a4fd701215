SELECT * FROM price_adjustments WHERE date <= getvariable('day') ORDER BY adjustment
