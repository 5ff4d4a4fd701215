"""Early warning: what is watched, what has left the expected, and where inside it sits."""
