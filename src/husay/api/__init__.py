"""The API: the same questions and answers as on every face, typed, paged, and by token."""
