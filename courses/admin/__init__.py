"""The programme's own pages in Wagtail's admin: cohorts, the people in them, imports."""
