"""Pages of the site as a whole, for who runs it."""
