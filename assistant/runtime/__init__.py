"""Cancellation, background work, progress and tracing."""
