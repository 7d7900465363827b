"""Ask a suite's questions, score the answers, compare runs and hold them to floors."""
