"""The pages of the team: the rally board and its wall, circles, recognition, and thanks."""
