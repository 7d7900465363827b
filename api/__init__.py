"""The HTTP API and the tools for language models: parse a request, call the facade, answer with the contract."""
