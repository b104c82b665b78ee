"""1003: records of the registry, what search keeps in memory, and the words it has learnt."""
