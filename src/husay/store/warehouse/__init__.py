"""The warehouse: book tables as Delta Lake, queried by DuckDB."""
