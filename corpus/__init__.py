"""Documents and what they say: values, readers, segmenting. No database, no model."""
