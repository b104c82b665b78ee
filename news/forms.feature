The empty page of a form is kept for visitors who are not signed in, each of whom gets a key of their own: opening a form takes a few milliseconds instead of 35.
