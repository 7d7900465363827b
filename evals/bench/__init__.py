"""Other retrievers on the same data, in interpreters of their own."""
