"""What the home of a trainee says first: one greeting, and a sentence of what comes now."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User


@dataclass(frozen=True)
class Greeting:
    """The heading of the page, and the sentence below it (empty where the page itself says it)."""

    heading: str
    text: str = ""


def greet_to_go_on(user: User) -> Greeting:
    """A lesson waits: its card says the rest."""
    return Greeting(_("Hello, %(name)s. Let us go on.") % {"name": user.first_word})


def greet_when_done(user: User) -> Greeting:
    """Every lesson of the person's courses is done."""
    return Greeting(
        _("Hello, %(name)s. Every lesson is done.") % {"name": user.first_word},
        _("What you learned stays open. Now your channel is the place to practise."),
    )


def greet_without_lessons(
    user: User, *, is_seated: bool, may_join: bool, is_waiting: bool
) -> Greeting:
    """No lesson is the person's yet; without a seat, the sentence says how to come to one."""
    heading = _("Hello, %(name)s. Good that you are here.") % {"name": user.first_word}
    if is_seated:
        return Greeting(heading)
    if may_join:
        text = _("Choose a cohort, and your first lesson is a minute away.")
    elif is_waiting:
        text = _("Until your cohort takes you in, the free lessons are open to you.")
    else:
        text = _("As soon as a cohort opens you find it here. Free lessons are open already.")
    return Greeting(heading, text)
