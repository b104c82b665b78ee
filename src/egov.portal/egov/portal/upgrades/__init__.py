"""Upgrade steps, each in a folder of its own."""
