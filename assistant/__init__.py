"""The domain: answering questions and checking quotations, claims and drafts. `dragoman.Dragoman` is the way in."""
