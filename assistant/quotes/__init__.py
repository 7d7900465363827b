"""Check quotations against the corpus; `assistant.quotes.desk` lists the verdicts."""
