"""The pages of who leads and lags, where a gap is, and what prices do."""
