"""Encoders turn sentences and words into vectors."""
