"""How people and other programs read what was found in a rule book; a file for each form."""
