"""Changes one thing in a rule and asks whether a test notices: `make mutants`."""
