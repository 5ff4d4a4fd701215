"""What each code of a problem says and what would mend it, by where such problems come from."""
