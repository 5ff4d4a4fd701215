"""The command line: the same questions and answers as on the pages, to read or to script.

Nothing heavy is imported before a command needs it: `husay --help` must come at once.
"""
