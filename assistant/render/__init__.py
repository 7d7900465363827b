"""Values to what people and programs read: plain text, Markdown, HTML, JSON. Nothing else escapes or formats."""
