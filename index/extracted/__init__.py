"""Tables of utterances and dated events, extracted from each document once."""
