"""1003: what search keeps in memory, and the words it has learnt since."""
