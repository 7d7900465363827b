"""Background tasks, the stop signal, progress bars, tracing, and the message for unexpected faults."""
