"""A plan that is under way: how far it is, what is measured, and what that means for the plan (format 6.1, 7.1–7.3)."""
