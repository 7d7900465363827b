"""The index of a home: catalogue, encoder, vectors, search. No language model."""
