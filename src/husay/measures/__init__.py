"""What can be measured, by what, compared how: questions in, queries out, rows back to answers."""
