"""`commplan rules check`: what is wrong, or not as it should be, in the files of a rule book; a module for each family of findings."""
