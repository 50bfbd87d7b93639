"""Cohorts in Wagtail's admin: the people in them, decisions, imports."""
