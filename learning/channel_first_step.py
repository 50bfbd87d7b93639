"""What somebody without a channel is told: the step that comes first, and why."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import AgeSettings
from accounts.models.ages import Hindrance
from design.formats import count


@dataclass(frozen=True, slots=True)
class FirstStep:
    """`heading` and `lead` of the page, its button, and what stands under the empty house."""

    heading: str
    lead: str
    url: str
    action: str
    wall: str
    wall_text: str


def first_step(hindrance: Hindrance | None) -> FirstStep:
    heading, lead = _texts(hindrance)
    url, action = _button(hindrance)
    if hindrance == "under_age":
        wall = _("Your wall comes later")
        wall_text = _("Practise with your family's phone: film, cut, show it at home.")
    else:
        wall = _("Your first wall is still empty")
        wall_text = _(
            "Once it is connected we record your starting point. Every step is counted from there, "
            "never against other people."
        )
    return FirstStep(heading, lead, url, action, wall, wall_text)


def _texts(hindrance: Hindrance | None) -> tuple[str, str]:
    match hindrance:
        case "under_age":
            age = count(AgeSettings.current().channel_age)
            return _("You learn without a channel for now"), _(
                "YouTube accounts are for people from %(age)s years on. Every lesson is open to you "
                "anyway."
            ) % {"age": age}
        case "guardian":
            return _("A parent or guardian has to agree first"), _(
                "Ask your programme's team to record the consent. Then this page lets you connect."
            )
        case "birth_year":
            return _("First tell us the year you were born"), _(
                "A channel needs a minimum age, so we ask for the year and nothing more."
            )
    return _("No channel is connected yet"), _(
        "An address or the @handle is enough. We read only what everybody can see."
    )


def _button(hindrance: Hindrance | None) -> tuple[str, str]:
    if hindrance == "birth_year":
        return reverse("account_profile"), _("To my profile")
    if hindrance:
        return reverse("dashboard"), _("Go on learning")
    return reverse("channel_connect"), _("Connect my channel")
