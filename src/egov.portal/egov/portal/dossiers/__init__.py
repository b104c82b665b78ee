"""A case: its type, number, states and log."""
