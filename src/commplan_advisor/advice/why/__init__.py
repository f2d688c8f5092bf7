"""Why something is advised, why not, and what would have to change."""
