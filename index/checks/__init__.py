"""Checks of the catalogue, each of which names the damage it finds."""
