"""The words of a PDF page with their places, and the reading order, furniture and paragraphs that follow from these."""
