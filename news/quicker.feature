Submitting over REST takes less: files are decoded by pybase64, the portal's hooks are called once, and two objects less are written.
