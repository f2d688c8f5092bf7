"""What measurements and progress mean for a plan, and its next version."""
