"""Files to take along: an answer or the rows behind a figure, as CSV, Excel, JSON or Parquet."""
