"""What one sentence states: its words, numbers, names and who reports it."""
