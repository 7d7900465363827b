"""HTML of the page: a module for each tab prepares the values that the macros in `web/templates` show."""
