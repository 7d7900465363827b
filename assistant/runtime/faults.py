"""What users read when something fails that nobody foresaw."""

FAILED_INSIDE = "something failed inside Dragoman"
"""The beginning of every such message."""

OUR_FAULT = f"{FAILED_INSIDE}, and the server's log has the details; try again, and report it if it fails again"
"""The whole message of a server: for HTTP, MCP, the page, background jobs and draft checks."""
