"""Words, names, numbers and dates of the languages that documents are in."""
