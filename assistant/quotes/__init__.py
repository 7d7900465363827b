"""Checking quotations; see `assistant.quotes.desk` for what the verdicts mean."""
