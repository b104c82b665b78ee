"""`@suggest`: while somebody types."""
