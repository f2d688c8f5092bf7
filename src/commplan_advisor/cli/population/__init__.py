"""Many cases at once; a file for each command."""
