"""Suites: questions with right answers, from the bundled golden set and from files in the formats of other tools.

Loaders are strict: before anything runs, a line that cannot be used raises an `InputError` with its file, line and field.
"""
