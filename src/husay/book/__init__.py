"""The book: what was sold, as facts that are never edited.

What a book table is (`schema`), how a company's files become facts (`source`, `mapping`,
`staging`), what an import changes (`change`), and which versions of the tables belong together
(`manifest`). This floor builds queries and reads documents; it opens no connection.
"""
