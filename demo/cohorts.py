"""The two cohorts and who teaches them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.contrib.auth.models import Group

from accounts.consenting import give_consent
from accounts.models import Region, User
from accounts.people import create_imported_person
from accounts.purposes import PARTICIPATION, declared_purpose
from accounts.roles import ADMINISTRATORS, INSTRUCTORS, MANAGERS
from cohorts.models import Cohort, CohortCourse
from courses.models import CoursePage
from demo.person import DOMAIN
from design.site_time import site_moment


@dataclass(frozen=True, slots=True)
class CohortPlan:
    """`starts` and `ends` are days from today; so is `closes`, the last day of enrolment."""

    slug: str
    name: str
    starts: int
    ends: int
    closes: int | None
    seats: int
    enrolment: str
    courses: tuple[str, ...]
    kelurahan: str
    budget: int
    introduction: str


KAWI = CohortPlan(
    slug="kawi",
    name="Angkatan Kawi",
    starts=-112,
    ends=-14,
    closes=-113,
    seats=40,
    enrolment=Cohort.EnrolmentMode.APPROVAL,
    courses=("hp-jadi-kamera", "biar-ketemu-biar-diklik", "cerita-dari-gang-sendiri"),
    kelurahan="Blimbing",
    budget=80_000_000,
    introduction=(
        "Empat belas minggu, tiga kursus: kamera HP, judul dan thumbnail, lalu cerita. Enam kali "
        "tatap muka hari Sabtu di balai kelurahan, sisanya dari rumah."
    ),
)
BRANTAS = CohortPlan(
    slug="brantas",
    name="Angkatan Brantas",
    starts=-35,
    ends=49,
    closes=None,
    seats=20,
    enrolment=Cohort.EnrolmentMode.OPEN,
    courses=("hp-jadi-kamera", "cerita-dari-gang-sendiri"),
    kelurahan="Kedungkandang",
    budget=44_000_000,
    introduction=(
        "Dua belas minggu, dua kursus: HP jadi kamera, lalu cerita dari gang sendiri. Tiga kali "
        "tatap muka hari Sabtu, dengan juru bahasa isyarat. Kursi penuh? Masih ada daftar tunggu."
    ),
)
COHORTS = (KAWI, BRANTAS)

TEACHER = ("pengajar", "Wulan Ajem", INSTRUCTORS)
MANAGER = ("manajer", "Bayu Iramel", MANAGERS)
ADMINISTRATOR = ("admin", "Sekar Rebme", ADMINISTRATORS)


def add_staff(staff: tuple[str, str, str], *, now: datetime) -> User:
    """A member of the team, in the group of the role."""
    key, name, role = staff
    user = create_imported_person(email=f"{key}@{DOMAIN}", name=name, actor=None, now=now).user
    user.groups.add(Group.objects.get(name=role))
    consent(user, now=now)
    user.is_superuser = role == ADMINISTRATORS
    user.last_login = now
    user.save(update_fields=["is_superuser", "last_login"])
    return user


def consent(user: User, *, now: datetime) -> None:
    """What everybody agrees to at the first login."""
    purpose = declared_purpose(PARTICIPATION)
    give_consent(user=user, purpose=PARTICIPATION, wording=str(purpose.wording), now=now)


def add_cohort(plan: CohortPlan, *, today: date, teacher: User) -> Cohort:
    region = Region.objects.get(kelurahan=plan.kelurahan)
    cohort = Cohort(
        name=plan.name,
        slug=plan.slug,
        introduction=plan.introduction,
        venue=f"Balai kelurahan, {region.kecamatan}",
        region=region,
        starts_on=today + timedelta(days=plan.starts),
        ends_on=today + timedelta(days=plan.ends),
        enrol_until=_evening(today, plan.closes) if plan.closes is not None else None,
        enrolment=plan.enrolment,
        seats=plan.seats,
        budget=plan.budget,
    )
    pages = {page.slug: page for page in CoursePage.objects.filter(slug__in=plan.courses)}
    cohort.cohort_courses = [  # type: ignore[misc]  # modelcluster takes a list for a relation
        CohortCourse(course=pages[slug], sort_order=order)
        for order, slug in enumerate(plan.courses)
    ]
    cohort.instructors = [teacher]
    cohort.save()
    return cohort


def _evening(today: date, day: int) -> datetime:
    return site_moment(today + timedelta(days=day), time(20))
