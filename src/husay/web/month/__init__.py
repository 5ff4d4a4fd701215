"""The page of the month: what each step of the loop says, and what waits for whom."""
