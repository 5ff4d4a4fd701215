"""What each page shows: from answers to figures, charts and tables. No rule lives here."""
