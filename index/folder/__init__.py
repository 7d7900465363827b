"""A home's folder on disk: files that survive a power failure, locks, privacy, and whether it has been used."""
