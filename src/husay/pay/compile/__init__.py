"""A plan as SQL over millions of lines: the second reading of the same document."""
