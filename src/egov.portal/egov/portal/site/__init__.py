"""What frames every page: layout, home, navigation, control panel, set-up of the site."""
