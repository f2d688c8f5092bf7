"""Several questionnaires beside each other."""
