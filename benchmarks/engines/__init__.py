"""Other ways to find out which rules hold; each is handed the same rules and the same facts as our engine."""
