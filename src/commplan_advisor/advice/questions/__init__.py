"""What is open, which question matters most, and asking it."""
