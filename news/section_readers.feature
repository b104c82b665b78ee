Reviewers of agencies look through the sections' contents, what is scheduled by their own agency included.
