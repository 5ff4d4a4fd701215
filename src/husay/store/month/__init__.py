"""A company's month, kept and looked at: the houses in which the story of `husay.loop` goes."""
