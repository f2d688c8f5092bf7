"""Figures about speed, memory and growth, each beside something that was run in the same minute on the same machine."""
