"""Read one sentence: its words, numbers, names and days, and the words that say who reports it."""
