"""The records: what Husay keeps beside the book, in Django models."""
