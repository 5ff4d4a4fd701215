"""Where a company's data is kept: records (Django models) and the warehouse (Delta, DuckDB)."""
