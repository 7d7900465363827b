"""HTML of the page, one module a tab."""
