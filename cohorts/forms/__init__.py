"""What the admin's forms of cohorts add to Wagtail's; the models name them and so stand above."""

from cohorts.forms.cohort import CohortForm

__all__ = ["CohortForm"]
