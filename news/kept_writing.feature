Nothing an editor wrote is lost: a form whose sender is not signed in any more stays as it is and says so, who saves second is told who was faster, and the list of errors leads to each field.
