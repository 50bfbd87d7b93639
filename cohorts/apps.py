"""Who may learn when: cohorts, enrolments, seats, waiting lists, imports."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CohortsConfig(AppConfig):
    name = "cohorts"
    verbose_name = _("Cohorts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.invitations import register_invitation_part
        from cms.offers import register_offers
        from cohorts import (
            cohort_cards,
            content_watching,
            notifying,
            privacy,
            signal_handlers,
        )

        register_offers("cohort", options=cohort_cards.offer_options, find=cohort_cards.find_offer)
        register_invitation_part(notifying.cohorts_of_the_invited)
        declare_roles()
        privacy.register_handlers()
        signal_handlers.connect()
        content_watching.connect()


def declare_roles() -> None:
    """What each role may do with cohorts and enrolments."""
    from accounts.roles import ADMINISTRATORS, MANAGERS, register_role

    cohorts = [f"cohorts.{act}_cohort" for act in ("add", "change", "delete", "view")]
    enrolments = [f"cohorts.{act}_enrolment" for act in ("change", "view", "report", "import")]
    register_role(MANAGERS, [*cohorts, *enrolments])
    register_role(ADMINISTRATORS, [*cohorts, *enrolments, "cohorts.change_cohortsettings"])
