"""What is read from documents once: utterances and dated events."""
