"""Ask a suite's questions, score the answers, compare runs, and check them against floors."""
