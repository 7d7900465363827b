"""Benchmarks: speed, load, the overhead of writing, and other retrievers on the same data in separate interpreters."""
