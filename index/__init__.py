"""Finding passages: catalogue, encoder, vectors, search. No language model."""
