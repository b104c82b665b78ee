"""A form's way in: the form action, validation, uploads, submission over REST."""
