"""Read one sentence: its words, numbers, names, days, and who reports it."""
