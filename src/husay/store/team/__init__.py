"""The team, kept: pairs and circles with their meetings, recognition and thanks."""
