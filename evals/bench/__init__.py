"""Other retrievers on the same data, in interpreters of their own; and what writing adds to a model's own time."""
