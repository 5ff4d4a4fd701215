SELECT * FROM deal_stages WHERE entered <= getvariable('day') ORDER BY deal, entered
