"""The pages on which goals are set, dealt, discussed, checked and published."""
