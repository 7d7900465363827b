"""The contract: every request and response once, as a pydantic model that builds itself from a value of the domain.

The command line's `--json`, the HTTP API, the tools for language models (MCP) and exported conversations all use these
models. JSON has the fields in the order of the model; fields of base classes come first, those of the last base before
those of the first.
"""
