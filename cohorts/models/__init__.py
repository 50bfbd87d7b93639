"""Every model of who may learn when, importable from here."""

from cohorts.models.baselines import Baseline, BaselineQuerySet
from cohorts.models.cohorts import Cohort, CohortCourse, CohortSettings, FormerSlug
from cohorts.models.enrolments import Enrolment, EnrolmentQuerySet, IntendedEnrolment

__all__ = [
    "Baseline",
    "BaselineQuerySet",
    "Cohort",
    "CohortCourse",
    "CohortSettings",
    "Enrolment",
    "EnrolmentQuerySet",
    "IntendedEnrolment",
    "FormerSlug",
]
