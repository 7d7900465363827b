"""Who speaks, and what happened on which day."""
