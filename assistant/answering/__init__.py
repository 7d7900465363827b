"""From a question to an answer: follow-ups, quoting, differences between reports, suggestions."""
