Editors' screens are dark where the device asks for dark colours; actions of folder contents fit a phone.
