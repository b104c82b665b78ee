Officers find a dossier by its code, see what is overdue, and read names instead of user ids; a note stays where a step could not be taken.
