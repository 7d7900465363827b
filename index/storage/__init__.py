"""The catalogue in SQLite and the vectors in Chroma."""
