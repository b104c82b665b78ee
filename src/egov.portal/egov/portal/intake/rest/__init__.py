"""Submitting over REST: the form as a JSON Schema, and a way to send it."""
