"""JSON Schemas of the files of a rule book, by which editors complete and check while somebody types."""
