"""Pages that people see: content, section listings, home, search."""
