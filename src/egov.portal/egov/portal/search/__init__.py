"""Vietnamese text: folding, indexes, ranking, suggestions."""
