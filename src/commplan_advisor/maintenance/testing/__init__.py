"""Tests of a rule book: what it must conclude for some answers, what that leaves untried, and which changes nobody would notice."""
