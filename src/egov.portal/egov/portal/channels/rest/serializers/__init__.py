"""What content looks like in JSON, to readers and to editors."""
