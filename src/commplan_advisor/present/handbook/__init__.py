"""The rule book as a handbook: each rule in a sentence, and pictures of what leads to what."""
