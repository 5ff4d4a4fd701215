SELECT kind, item, name FROM names
