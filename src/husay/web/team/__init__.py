"""The pages of the team: pairs and circles, recognition, and thanks."""
