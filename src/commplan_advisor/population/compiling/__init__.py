"""A rule book as relational queries: no engine of our own, only what any SQL engine runs."""
