"""Courses with modules and lessons, cohorts and enrolments for tests."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone
from wagtail.models import Page

from cohorts.models import Baseline, Cohort, CohortCourse, Enrolment
from courses.models import CourseIndexPage, CoursePage, LessonPage, ModulePage, Track
from tests.factories.accounts import UserFactory
from tests.factories.youtube import ChannelSnapshotFactory


def course_index() -> CourseIndexPage:
    """The catalogue that the data migration made."""
    return CourseIndexPage.objects.get()


def body_of(*paragraphs: str) -> str:
    """A lesson's body: one text block a paragraph, each with an id of its own."""
    return json.dumps(
        [
            {
                "type": "text",
                "id": str(uuid.uuid4()),
                "value": {"heading": "", "body": f"<p>{words}</p>"},
            }
            for words in paragraphs
        ]
    )


def checklist(*words: str, key: str = "coba", kind: str = "checklist") -> dict[str, Any]:
    """A block of boxes; its items' ids are `key`-1, `key`-2 and so on."""
    items = [
        {"type": "item", "id": f"{key}-{number}", "value": each}
        for number, each in enumerate(words, start=1)
    ]
    value = {"kind": kind, "title": "Coba sekarang", "items": items}
    return {"type": "steps", "id": f"block-{key}", "value": value}


class PageFactory(factory.django.DjangoModelFactory):
    """A page below `parent`. Trait: `draft` (never published)."""

    class Meta:
        abstract = True

    class Params:
        draft = factory.Trait(live=False)

    @classmethod
    def _create(cls, model_class: type[Page], *, parent: Page, **fields: Any) -> Page:
        if fields.get("live", True):
            fields.setdefault("first_published_at", timezone.now())
        return parent.add_child(instance=model_class(**fields))


class TrackFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Track
        django_get_or_create = ["slug"]

    slug = "optimasi"
    name = factory.LazyAttribute(lambda made: made.slug.title())
    colour = "blue"


class CourseFactory(PageFactory):
    """`lessons` is how many lessons each of its modules gets: (2, 1) makes two modules."""

    class Meta:
        model = CoursePage
        skip_postgeneration_save = True

    parent = factory.LazyFunction(course_index)
    title = factory.Sequence(lambda number: f"Biar Ketemu {number}")
    slug = factory.Sequence(lambda number: f"biar-ketemu-{number}")
    tagline = "Videomu ditemukan orang yang memang mencarinya."
    track = factory.SubFactory(TrackFactory)
    hours = 5

    @factory.post_generation
    def lessons(course: CoursePage, create: bool, extracted: tuple[int, ...] | None, **_: Any):  # noqa: N805
        for number in extracted or ():
            module = ModuleFactory(parent=course)
            LessonFactory.create_batch(number, parent=module)


class ModuleFactory(PageFactory):
    class Meta:
        model = ModulePage

    parent = factory.SubFactory(CourseFactory)
    title = factory.Sequence(lambda number: f"Judul {number}")
    slug = factory.Sequence(lambda number: f"judul-{number}")


class LessonFactory(PageFactory):
    """A lesson of four blocks that needs a seat. Traits: `free` (a preview), `draft`."""

    class Meta:
        model = LessonPage

    class Params:
        free = factory.Trait(preview=True)

    parent = factory.SubFactory(ModuleFactory)
    title = factory.Sequence(lambda number: f"Satu video, satu janji {number}")
    slug = factory.Sequence(lambda number: f"satu-janji-{number}")
    goal = "Kamu tahu janji videomu."
    minutes = 8
    body = factory.LazyFunction(lambda: body_of("Satu.", "Dua.", "Tiga.", "Empat."))


class CohortFactory(factory.django.DjangoModelFactory):
    """An open cohort that began two weeks ago. `courses` are what it teaches, in order.

    Traits: `by_approval`, `closed` (its enrolment has closed), `over`.
    """

    class Meta:
        model = Cohort
        skip_postgeneration_save = True

    class Params:
        by_approval = factory.Trait(enrolment=Cohort.EnrolmentMode.APPROVAL)
        closed = factory.Trait(
            enrol_until=factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))
        )
        over = factory.Trait(
            starts_on=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=90)),
            ends_on=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=1)),
        )

    name = factory.Sequence(lambda number: f"Angkatan Brantas {number}")
    slug = factory.Sequence(lambda number: f"brantas-{number}")
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=14))
    ends_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=70))

    @factory.post_generation
    def courses(cohort: Cohort, create: bool, extracted: list[CoursePage] | None, **_: Any):  # noqa: N805
        for order, course in enumerate(extracted or ()):
            CohortCourse.objects.create(cohort=cohort, course=course, sort_order=order)


class EnrolmentFactory(factory.django.DjangoModelFactory):
    """An active enrolment since two weeks; the cohort's count of seats is kept right.

    Traits: `applied`, `waiting`, `completed`, `withdrawn`.
    """

    class Meta:
        model = Enrolment

    class Params:
        applied = factory.Trait(status=Enrolment.Status.APPLIED, enrolled_at=None)
        waiting = factory.Trait(
            status=Enrolment.Status.WAITLISTED,
            enrolled_at=None,
            queue_number=factory.Sequence(lambda number: number + 1),
        )
        completed = factory.Trait(
            status=Enrolment.Status.COMPLETED, completed_at=factory.LazyFunction(timezone.now)
        )
        withdrawn = factory.Trait(
            status=Enrolment.Status.WITHDRAWN, withdrawn_at=factory.LazyFunction(timezone.now)
        )

    user = factory.SubFactory(UserFactory)
    cohort = factory.SubFactory(CohortFactory)
    status = Enrolment.Status.ACTIVE
    applied_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=15))
    enrolled_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=14))

    @classmethod
    def _create(cls, model_class: type[Enrolment], **fields: Any) -> Enrolment:
        enrolment = super()._create(model_class, **fields)
        if enrolment.is_seated:
            cohort = enrolment.cohort
            cohort.seats_taken += 1
            Cohort.objects.filter(pk=cohort.pk).update(seats_taken=cohort.seats_taken)
        if enrolment.queue_number:
            Cohort.objects.filter(pk=enrolment.cohort_id).update(
                last_queue_number=enrolment.queue_number
            )
        return enrolment


class BaselineFactory(factory.django.DjangoModelFactory):
    """Where `enrolment` is counted from: `snapshot`, of its channel and day."""

    class Meta:
        model = Baseline

    enrolment = factory.SubFactory(EnrolmentFactory)
    source = Baseline.Source.YOUTUBE
    snapshot = factory.SubFactory(ChannelSnapshotFactory)
    channel = factory.SelfAttribute("snapshot.channel")
    day = factory.SelfAttribute("snapshot.day")
