"""1001: outbox, mail, scanning, drafts, calendar: what intake and dossiers need since then."""
