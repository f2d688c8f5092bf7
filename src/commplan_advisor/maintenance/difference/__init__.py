"""What two versions of a rule book do not have in common, by meaning."""
