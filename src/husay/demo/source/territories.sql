SELECT territory, island AS territory_group FROM territories
