"""How reports stand beside each other: which sentences of others say the same, which differ, and in what."""
