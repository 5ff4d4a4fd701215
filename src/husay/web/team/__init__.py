"""The pages of the team: pairs and circles, recognition, and thanks."""
"""The pages of the team: the rally board, and the wall."""
