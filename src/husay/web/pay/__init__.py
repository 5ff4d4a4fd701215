"""The pages of pay: runs and their checklist, statements, one's own pay."""
