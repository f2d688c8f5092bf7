"""How far the actions of a plan are."""
