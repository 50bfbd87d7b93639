"""What guards accounts beside the password: known browsers, and a log of what happened at the login."""
