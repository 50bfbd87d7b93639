"""What learning adds to Wagtail's admin."""
