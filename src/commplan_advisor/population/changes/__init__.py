"""What a change of the rule book does over many cases."""
