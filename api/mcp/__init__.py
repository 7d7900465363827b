"""Dragoman's tools for programs that speak the Model Context Protocol; importing this package imports nothing slow."""
