"""What the difference between two versions of a rule book does to advice."""
