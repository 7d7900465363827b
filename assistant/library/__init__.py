"""Adding and removing documents: sources, uploads and background jobs."""
