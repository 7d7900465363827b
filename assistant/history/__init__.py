"""Conversations that the page keeps."""
