"""What many rooms use: text, agencies' membership, small services."""
