"""Readers of other systems' records of procedures."""
