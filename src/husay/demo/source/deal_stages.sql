SELECT deal, stage, entered FROM deal_stages
