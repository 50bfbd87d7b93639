"""Each page, bulk action, command and announcement by which an act is reached: for a closed account,
in a cohort that is over, under another zone, and the second time.

An address that takes a form, a bulk action on people, a command or a receiver that neither has a
rule in `tests.entry_points` nor is named there with its reason fails.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.messages import ERROR, WARNING, get_messages
from django.core import mail
from django.core.management import CommandError, get_commands
from django.http import HttpResponse
from django.utils import timezone
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from accounts import signal_handlers as of_accounts
from accounts.models import Profile, User
from cohorts import signal_handlers as of_courses
from cohorts.models import Cohort
from config.env import ROOT
from tests.acts import ACTS, DAY, NO_COHORT, NOTHING, NOW, REFUSES, SIGNED_OUT, Case, Rule
from tests.config.test_who_may_open import RULES as ADDRESSES
from tests.config.test_who_may_open import Who
from tests.entry_points import (
    ANNOUNCEMENTS,
    ANNOUNCEMENTS_BESIDE,
    COMMANDS,
    COMMANDS_BESIDE,
    PAGES,
    PAGES_BESIDE,
)
from tests.test_acts_matrix import case, state  # noqa: F401  (a fixture)

pytestmark = pytest.mark.django_db

OURS = {name for name in settings.INSTALLED_APPS if (ROOT / name).is_dir()}
EVERY: dict[str, Rule] = {**PAGES, **COMMANDS, **ANNOUNCEMENTS}


def test_every_address_that_takes_a_form_has_a_rule() -> None:
    pressed = {address for address, (_read, press) in ADDRESSES.items() if press != Who.NOBODY}
    actions = bulk_action_registry.get_bulk_actions_for_model("accounts", "user")
    bulk = {f"bulk user {action.action_type}" for action in actions}
    assert pressed | bulk == set(PAGES) | (set(PAGES_BESIDE) - {"_util/login/"})


def test_every_command_has_a_rule() -> None:
    ours = {name for name, app in get_commands().items() if app in OURS}
    assert ours == set(COMMANDS) | set(COMMANDS_BESIDE)


def test_every_receiver_has_a_rule() -> None:
    receivers = {
        name
        for module in (of_accounts, of_courses)
        for name, thing in vars(module).items()
        if inspect.isfunction(thing) and thing.__module__ == module.__name__
    } - {"connect"}
    assert receivers == set(ANNOUNCEMENTS) | set(ANNOUNCEMENTS_BESIDE)


@pytest.fixture(autouse=True)
def _half_past_ten(case: Case, tmp_path: Path) -> Iterator[None]:  # noqa: F811
    case.state["folder"] = tmp_path
    with time_machine.travel(NOW, tick=False):
        yield


def everything(case: Case) -> dict[str, object]:  # noqa: F811
    """What acts give and take, and what only pages change."""
    person = User.objects.filter(pk=case.person.pk)
    return {
        **state(case),
        "account": list(person.values_list("name", "email", "is_active")),
        "profile": list(Profile.objects.filter(user__in=person).values_list("birth_year", "phone")),
        "factors": Authenticator.objects.filter(user__in=person).count(),
    }


def outcome(case: Case, rule: Rule) -> str:  # noqa: F811
    before = everything(case)
    response = None
    try:
        response = rule.act(case)
    except CommandError:
        assert everything(case) == before
        return REFUSES
    if everything(case) != before:
        return ACTS
    return REFUSES if isinstance(response, HttpResponse) and refuses(response) else NOTHING


def refuses(response: HttpResponse) -> bool:
    levels = [message.level for message in get_messages(response.wsgi_request)]
    problems = (getattr(response, "context_data", None) or {}).get("problems")
    return response.status_code >= 400 or bool({ERROR, WARNING} & set(levels)) or bool(problems)


def close(case: Case) -> None:  # noqa: F811
    """Past the announcement, which withdraws: each entry point has to know."""
    User._base_manager.filter(pk=case.person.pk).update(is_active=False)
    case.person.refresh_from_db()
    mail.outbox.clear()


@pytest.mark.parametrize("name", EVERY)
def test_it_does_what_it_is_there_for_once(name: str, case: Case) -> None:  # noqa: F811
    rule = EVERY[name]
    rule.before(case)
    assert outcome(case, rule) == ACTS
    assert outcome(case, rule) == rule.again


@pytest.mark.parametrize("name", EVERY)
def test_for_a_closed_account(name: str, case: Case) -> None:  # noqa: F811
    rule = EVERY[name]
    rule.before(case)
    close(case)
    # Who is signed out sees a login page, or nothing at all.
    expected = {NOTHING, REFUSES} if rule.closed == SIGNED_OUT else {rule.closed}
    assert outcome(case, rule) in expected
    assert case.person.email not in [address for each in mail.outbox for address in each.to]


@pytest.mark.parametrize("name", [name for name in EVERY if EVERY[name].over != NO_COHORT])
def test_in_a_cohort_that_is_over(name: str, case: Case) -> None:  # noqa: F811
    Cohort.objects.update(ends_on=DAY - timedelta(days=1))
    case.cohort.refresh_from_db()
    EVERY[name].before(case)
    assert outcome(case, EVERY[name]) == EVERY[name].over


@pytest.mark.parametrize("name", EVERY)
def test_under_the_zone_of_another_reader(name: str, case: Case) -> None:  # noqa: F811
    """Half past ten in the evening of the last day: over in the east, and not here."""
    EVERY[name].before(case)
    with timezone.override("Asia/Jayapura"):
        assert outcome(case, EVERY[name]) == ACTS
    baselines = {row[3] for row in state(case)["enrolments"]} - {None}
    assert set(state(case)["days"]) | baselines <= {DAY}
