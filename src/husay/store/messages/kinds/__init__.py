"""A gatherer for each kind of message."""
