"""Bring in data: a file is uploaded, understood, tried out, and brought into the book."""
