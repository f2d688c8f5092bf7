"""A review of a running plan as people and programs read it."""
