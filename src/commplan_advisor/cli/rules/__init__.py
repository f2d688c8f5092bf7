"""Looking at the rule book and looking after it; a file for each group of commands."""
