"""What the government says: announcements, legal documents, questions and answers."""
