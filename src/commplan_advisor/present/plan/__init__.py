"""The communication plan as a document: one text, written in several formats."""
