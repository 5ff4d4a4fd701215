"""How well the statistics do what they say, on companies that they were not tuned on."""
