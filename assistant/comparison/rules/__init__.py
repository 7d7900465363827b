"""Rules that recognise a contradiction between two sentences and describe it."""
