"""Every request and response once: a pydantic model and its builder."""
