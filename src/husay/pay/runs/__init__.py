"""Pay runs: what a period's statements are made of, what may be done to one, what changed since."""
