"""Suites: what is asked and what is right, from the bundled golden set and from files in the forms of others.

Loaders are strict: a line that cannot be used is an `InputError` that names file, line and field, before anything runs.
"""
