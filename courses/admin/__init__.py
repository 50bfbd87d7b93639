"""What is taught, in Wagtail's admin."""
