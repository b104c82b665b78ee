"""Letters to the applicant: at receipt, and when the case asks for something or ends."""
