"""Other answers, and what they would change."""
