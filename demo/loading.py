"""Loading the demo programme into an empty database, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.management import call_command

from accounts.models import Region, User
from cohorts.models import Cohort, Enrolment
from demo import sandbox_control
from demo.cohorts import ADMINISTRATOR, COHORTS, KAWI, MANAGER, TEACHER, add_cohort, add_staff
from demo.history import History
from demo.learning import moment
from demo.logins import add_newcomer, give_passwords
from demo.pages import Teaching, load_courses
from demo.people import PEOPLE
from demo.person import DOMAIN, HISTORY_DAYS
from demo.site_texts import load_site
from demo.world import channels, epoch_of
from design.site_time import site_day
from learning.models import LearningDay, LessonProgress
from youtube_integration.connecting import client
from youtube_integration.models import Channel, QuotaSpend, SyncRun, reads_sandbox
from youtube_integration.retaining import purge
from youtube_integration.syncing import SyncResult, sync_channels

#: Exists only while the demo is being loaded: found at the start, it tells of an interrupted load.
MARK = f"sedang-dimuat@{DOMAIN}"

Report = Callable[[str], None]


class CannotLoad(Exception):
    """The demo may not be loaded here; the text says why and what to do."""


def check_reads_sandbox() -> None:
    """Invented figures belong on a sandbox, never beside real ones. Raises CannotLoad.

    Production settings refuse a local endpoint, so this keeps the demo out of production too.
    """
    if not reads_sandbox():
        raise CannotLoad(
            f"YOUTUBE_API_ENDPOINT is {settings.YOUTUBE_API_ENDPOINT}: the demo's figures are "
            "invented and only load with a sandbox on this machine. Run `make demo`."
        )


def check_empty() -> None:
    """Invented people do not mix with real ones. Raises CannotLoad."""
    others = User.objects.exclude(email__endswith=f"@{DOMAIN}")
    if others.exists() or Channel.objects.filter(sandbox=False).exists():
        raise CannotLoad(
            "This database holds people or channels that are not the demo's. Give the demo a "
            "database of its own: set DATABASE_URL, or run `make demo`."
        )


def is_loaded() -> bool:
    """Whether the demo is here, loaded to its end."""
    begun = Cohort.objects.filter(slug=KAWI.slug).exists()
    return begun and not User.objects.by_email(MARK).exists()


def epoch(today: date) -> date:
    """The first day of the demo's world: that of the loaded demo, else one for loading today."""
    if not is_loaded():
        return epoch_of(today)
    starts_on = Cohort.objects.get(slug=KAWI.slug).starts_on
    return epoch_of(starts_on - timedelta(days=KAWI.starts))


def load(*, now: datetime, report: Report, progress: Callable[[int], None] | None = None) -> None:
    """Load everything: texts, courses, people, and 120 days of what they did."""
    check_reads_sandbox()
    check_empty()
    if User.objects.by_email(MARK).exists():
        report("An earlier loading was interrupted: beginning anew.")
        clear()
    today = site_day(now)
    User.objects.create_user(MARK, "Demo sedang dimuat", now=now, is_active=False)
    since = moment(today, -HISTORY_DAYS, 0)
    teacher = add_staff(TEACHER, now=since)
    manager = add_staff(MANAGER, now=since)
    add_staff(ADMINISTRATOR, now=since)
    _load_pages(today, teacher, since)
    report("  pages are there")
    sandbox_control.begin_world(epoch_of(today), channels(PEOPLE, epoch_of(today)))
    History(PEOPLE, today, manager).run(progress)
    sandbox_control.follow_clock()
    sync_today(now=now)
    add_newcomer(now=now)
    give_passwords()
    User.objects.by_email(MARK).delete()


def _load_pages(today: date, teacher: User, since: datetime) -> None:
    if not Region.objects.exists():
        call_command("load_regions", verbosity=0)
    teaching = Teaching(instructors=[teacher], since=since)
    load_courses(teaching)
    for plan in COHORTS:
        add_cohort(plan, today=today, teacher=teacher)
    load_site(teaching)


def clear() -> None:
    """Take away what an interrupted load left of people, cohorts and figures.

    Pages stay, and so do the members of the team, to whom the pages belong.
    """
    Channel.objects.all().delete()
    for model in (LessonProgress, LearningDay, Enrolment, Cohort, SyncRun, QuotaSpend):
        model.objects.all().delete()
    team = [f"{key}@{DOMAIN}" for key, _name, _role in (TEACHER, MANAGER, ADMINISTRATOR)]
    User.objects.filter(email__endswith=f"@{DOMAIN}").exclude(email__in=team).delete()


def sync_today(*, now: datetime) -> SyncResult:
    """Read what is due today, as the scheduler would; days that nobody ran stay a gap."""
    check_reads_sandbox()
    sandbox_control.follow_clock()
    result = sync_channels(client=client(now=lambda: now), now=lambda: now)
    purge(now=now)
    return result
