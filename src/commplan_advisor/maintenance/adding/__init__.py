"""Adding to a rule book: what must be known of something new, how it is written down, and where."""
