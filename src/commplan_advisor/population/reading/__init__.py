"""Reading many questionnaires: as a table, a line each, or a file each; what is no valid questionnaire is set aside with its faults."""
