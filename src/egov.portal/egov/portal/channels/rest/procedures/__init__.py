"""`@procedures`: finding procedures."""
