"""Fit the shipped weights: ranking, close reading and abstention (`retrieval`), and claim support (`verification`)."""
