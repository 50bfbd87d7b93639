"""The rules of `test_shown_matrix`: what a page, a file or a mail shows of a person and a cohort."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO

from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from accounts.people import invite
from accounts.roles import INSTRUCTORS, apply_roles
from cms.calls_to_action import call_to_action_choices
from cms.models import HomePage
from cohorts.admin.home import cohorts_at_work
from tests.acts import NOW, Case, active, applied, completed, nobody, waiting, with_channel
from tests.factories.courses import course_index
from youtube_integration.models import Channel

SEATS = re.compile(r"(\d) kursi masih kosong dari 3")
#: What somebody sees who is led to a login page instead.
LOGIN = "a login page"


def get(path: str, user: User | None = None) -> HttpResponse:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client.get(path)


def text(response: HttpResponse) -> str:
    if response.streaming:
        return b"".join(response.streaming_content).decode()
    return LOGIN if response.status_code == 302 else response.content.decode()


def seats_on(path: Callable[[Case], str]) -> Callable[[Case], str | None]:
    """How many of the three seats the page offers to a visitor; None where it offers none."""

    def look(case: Case) -> str | None:
        found = SEATS.search(text(get(path(case))))
        return found and found[1]

    return look


def inviting_home(case: Case) -> None:
    active(case)
    HomePage.objects.update(call_to_action="cohort:next")


def teaching(case: Case) -> None:
    """The person is the instructor of course and cohort."""
    apply_roles()
    case.person.groups.set([group_of(INSTRUCTORS)])
    for taught in (case.lesson.course, case.cohort):
        taught.instructors = [case.person]
        taught.save()


def on_the_team(case: Case) -> None:
    apply_roles()
    case.person.groups.set([group_of(INSTRUCTORS)])


def group_of(name: str) -> Group:
    return Group.objects.get(name=name)


def named_on(path: Callable[[Case], str], *, by_staff: bool = False) -> Callable[[Case], bool]:
    """Whether the page names the person."""
    return lambda case: case.person.name in text(get(path(case), case.staff if by_staff else None))


def page_shows(path: str, words: str) -> Callable[[Case], bool | str]:
    """Whether the person's own page says this; LOGIN where they are led to sign in."""

    def look(case: Case) -> bool | str:
        client = Client()
        client.force_login(case.person)
        html = text(client.get(path.format(slug=case.cohort.slug, lesson=case.lesson.url)))
        return LOGIN if html == LOGIN else words.format(cohort=case.cohort.name) in html

    return look


def staff_page(path: str) -> Callable[[Case], HttpResponse]:
    return lambda case: get(path.format(cohort=case.cohort.pk), case.staff)


def cohorts_file(case: Case) -> tuple[str, ...]:
    """Seats taken, who applied and who waits, in the admin's file of cohorts."""
    rows = list(csv.DictReader(StringIO(text(staff_page("/admin/cohorts/?export=csv")(case)))))
    return tuple(list(rows[0].values())[-3:])


def at_work(case: Case) -> list[tuple[int, int, int]]:
    """Who applied, who waits and who never came in, of each cohort on the admin's start page."""
    assert staff_page("/admin/")(case).status_code == 200
    return [(each.applied, each.waiting, each.absent) for each in cohorts_at_work(case.staff)]


def absent_on_people_page(case: Case) -> int:
    return staff_page("/admin/cohorts/{cohort}/people/")(case).context["absent"]


def marked_closed(path: str) -> Callable[[Case], bool]:
    return lambda case: "akun ditutup" in text(staff_page(path)(case))


def exported(file_format: str) -> Callable[[Case], list[str]]:
    """The statuses in a file of the progress report."""

    def look(case: Case) -> list[str]:
        content = text(staff_page(f"/admin/reports/progress/?export={file_format}")(case))
        mark = ";" if file_format.endswith("semicolon") else ","
        rows = csv.DictReader(StringIO(content.lstrip("\ufeff")), delimiter=mark)
        return [row["status"] for row in rows]

    return look


def exported_by_command(case: Case) -> list[str]:
    out = StringIO()
    path = case.state["folder"] / "progress.json"
    call_command("export_progress", format="json", output=path, stdout=out)
    return [row["status"] for row in json.loads(path.read_text("utf-8"))]


def overview(case: Case) -> list[tuple[str, int]]:
    stages = staff_page("/admin/reports/programme/")(case).context["stages"]
    return [stage["n"] for stage in stages][:2]


def operator(name: str) -> Callable[[Case], int]:
    return lambda case: staff_page("/admin/reports/youtube/")(case).context[name]


def needs_a_look(case: Case) -> int:
    groups = staff_page("/admin/reports/youtube/")(case).context["groups"]
    return sum(group.count for group in groups)


def channel_is_missing(case: Case) -> None:
    with_channel(case)
    Channel.objects.update(missing_on=NOW.date())


def channel_is_due(case: Case) -> None:
    with_channel(case)
    Channel.objects.update(synced_on=None)


def never_came_in(case: Case) -> None:
    completed(case)
    User.objects.filter(pk=case.person.pk).update(last_login=None)


def seated_never_came_in(case: Case) -> None:
    active(case)
    User.objects.filter(pk=case.person.pk).update(last_login=None)


def cohort_in_invitation(case: Case) -> bool | None:
    """Whether an invitation names the cohort; None where no mail is written."""
    mail.outbox.clear()
    invite(users=User.objects.filter(pk=case.person.pk), now=NOW)
    return case.cohort.name in mail.outbox[0].body if mail.outbox else None


def offered_to_editors(case: Case) -> bool:
    return f"cohort:{case.cohort.slug}" in dict(call_to_action_choices())


def offered_as_instructor(case: Case) -> bool:
    return case.person.name in text(staff_page("/admin/cohorts/edit/{cohort}/")(case))


def course_url(case: Case) -> str:
    return case.lesson.course.url


def cohort_url(case: Case) -> str:
    return case.cohort.get_absolute_url()


@dataclass(frozen=True)
class Show:
    """How the person stands, where one looks, and what is seen there in each situation."""

    before: Callable[[Case], None]
    look: Callable[[Case], object]
    plain: object
    closed: object
    over: object


#: A closed account's seat is free again; a cohort that is over offers none.
SEAT_FREE: dict[str, object] = {"plain": "2", "closed": "3", "over": None}
WRITE = "kami kirim email"
PEOPLE = "/admin/cohorts/{cohort}/people/"

SHOWS: dict[str, Show] = {
    "home: seats of the offer": Show(inviting_home, seats_on(lambda case: "/"), **SEAT_FREE),
    "catalogue: seats": Show(active, seats_on(lambda case: course_index().url), **SEAT_FREE),
    "course: seats": Show(active, seats_on(course_url), **SEAT_FREE),
    "locked lesson: seats": Show(active, seats_on(lambda case: case.lesson.url), **SEAT_FREE),
    "cohort: seats": Show(active, seats_on(cohort_url), **SEAT_FREE),
    "cohort: the button": Show(
        nobody,
        lambda case: f"{cohort_url(case)}ikut/" in text(get(cohort_url(case))),
        plain=True,
        closed=True,
        over=False,
    ),
    "course: instructors": Show(teaching, named_on(course_url), True, closed=False, over=True),
    "cohort: instructors": Show(teaching, named_on(cohort_url), True, closed=False, over=True),
    "cohort's form: who may teach": Show(
        on_the_team, offered_as_instructor, True, closed=False, over=True
    ),
    "home's form: offers": Show(nobody, offered_to_editors, True, closed=True, over=False),
    "invitation: cohort": Show(
        seated_never_came_in, cohort_in_invitation, True, closed=None, over=False
    ),
    "dashboard: cohorts to join": Show(
        nobody, page_shows("/dashboard/", "{cohort}"), True, closed=LOGIN, over=False
    ),
    "dashboard: promise to who waits": Show(
        waiting, page_shows("/dashboard/", WRITE), True, closed=LOGIN, over=False
    ),
    "cohort: promise to who applied": Show(
        applied, page_shows("/angkatan/{slug}/", WRITE), True, closed=False, over=False
    ),
    "lesson: read with a seat": Show(
        active, page_shows("{lesson}", "Dua."), True, closed=False, over=True
    ),
    "channel": Show(
        with_channel, page_shows("/channel/", "Dapur Siti"), True, closed=LOGIN, over=True
    ),
    "own data": Show(
        active, page_shows("/accounts/profil/unduh/", ""), LOGIN, closed=LOGIN, over=LOGIN
    ),
    "file of cohorts: one who waits": Show(
        waiting, cohorts_file, ("0", "0", "1"), closed=("0", "0", "0"), over=("0", "0", "1")
    ),
    "file of cohorts: one with a seat": Show(
        active, cohorts_file, ("1", "0", "0"), closed=("0", "0", "0"), over=("1", "0", "0")
    ),
    "start of the admin: who applied": Show(
        applied, at_work, [(1, 0, 0)], closed=[(0, 0, 0)], over=[]
    ),
    "start of the admin: who never came in": Show(
        never_came_in, at_work, [(0, 0, 1)], closed=[(0, 0, 0)], over=[]
    ),
    "people of a cohort: who never came in": Show(
        never_came_in, absent_on_people_page, 1, closed=0, over=1
    ),
    "people of a cohort: the mark": Show(
        completed, marked_closed(PEOPLE), False, closed=True, over=False
    ),
    "progress report: the mark": Show(
        completed, marked_closed("/admin/reports/progress/"), False, closed=True, over=False
    ),
    "progress report: CSV": Show(
        active, exported("csv"), ["active"], closed=["withdrawn"], over=["active"]
    ),
    "progress report: CSV for Excel": Show(
        active, exported("csv-semicolon"), ["active"], closed=["withdrawn"], over=["active"]
    ),
    "progress report: command": Show(
        active, exported_by_command, ["active"], closed=["withdrawn"], over=["active"]
    ),
    # All who were ever accepted are the whole.
    "overview: everybody ever accepted": Show(active, overview, [1, 0], closed=[1, 0], over=[1, 0]),
    "operator: channels due": Show(channel_is_due, operator("due"), 1, closed=0, over=1),
    "operator: channels that need a look": Show(
        channel_is_missing, needs_a_look, 1, closed=0, over=1
    ),
    "people: the list": Show(
        active,
        named_on(lambda case: "/admin/users/", by_staff=True),
        plain=True,
        closed=True,
        over=True,
    ),
}
