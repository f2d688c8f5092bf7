"""The calendar of a plan: what falls on which day and for whom, as a table, sheets and a calendar file."""
