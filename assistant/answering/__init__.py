"""Answer a question: follow-ups, quoting, contradictions between reports, suggestions."""
