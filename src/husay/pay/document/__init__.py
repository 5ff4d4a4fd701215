"""The plan document: what it may say, and how it is read, with every mistake found."""
