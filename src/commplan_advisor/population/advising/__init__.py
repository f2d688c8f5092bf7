"""Advising on many cases: part by part, so that a run that was ended at any moment can be gone on with."""
