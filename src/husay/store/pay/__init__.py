"""Pay, kept: plans and to whom they are assigned, facts read from the book, runs and statements."""
