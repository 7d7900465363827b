"""`dragoman mcp`: the tools over standard input and output, for a client that starts this command itself."""

from contextlib import suppress

from assistant.console import HomeOption, opened, welcome


def mcp(home: HomeOption = None) -> None:
    """Serve search, ask, check_quote, said and get_document to one client over the Model Context Protocol.

    The protocol has standard output to itself; a web server has the same tools at /mcp.
    """
    # Not `lasting`: a client keeps this process for days, and Chroma's folder can be open in one process only.
    with opened(home) as dragoman:
        welcome(dragoman)
        from assistant.mcp.server import serve

        with suppress(KeyboardInterrupt):
            serve(dragoman)
