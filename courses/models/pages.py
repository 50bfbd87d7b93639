"""What is taught: the page tree CourseIndex › Course › Module › Lesson.

The views that answer for these pages live in `learning.views`, which registers them by
`courses.models.serving`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Greatest, Length, Substr
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageManager, PageQuerySet
from wagtail.search import index
from wagtail.url_routing import RouteResult

from accounts.models.name_keys import TitleSortKeyField
from cms.blocks.body import BodyField
from cms.models.base import BasePage
from courses.blocks import lesson_blocks
from courses.forms import CourseForm
from courses.models.serving import ServedByView
from courses.models.tracks import Track


class Level(models.TextChoices):
    BEGINNER = "beginner", _("Beginner")
    INTERMEDIATE = "intermediate", _("Intermediate")
    ADVANCED = "advanced", _("Advanced")


def ancestor_path(field: str, levels: int) -> Substr:
    """The tree path of the page `levels` above the one whose path is in `field`, else "".

    PostgreSQL works it out for pages of every depth and refuses a negative length.
    """
    return Substr(field, 1, Greatest(Length(field) - levels * Page.steplen, 0))


class HasPath(Protocol):
    @property
    def path(self) -> str: ...


def course_path_of(lesson: HasPath) -> str:
    return lesson.path[: -2 * Page.steplen]


class LessonQuerySet(PageQuerySet):
    def openable(self) -> LessonQuerySet:
        """Lessons that a trainee can open: live, in a live module of a live course."""
        live = Page.objects.filter(live=True)
        return (
            self.filter(live=True)
            .annotate(_module_path=ancestor_path("path", 1), _course_path=ancestor_path("path", 2))
            .filter(
                Exists(live.filter(path=OuterRef("_module_path"))),
                Exists(live.filter(path=OuterRef("_course_path"))),
            )
        )

    def ended(self) -> LessonQuerySet:
        """Lessons whose own last day is over: offered to nobody, read again by who did them."""
        return self.filter(live=False, expired=True)

    def of_courses(self, courses: Iterable[CoursePage]) -> LessonQuerySet:
        """Lessons below any of these courses, in the order of the outline."""
        return self.filter(_below(courses, levels=2)).order_by("path")


class ModuleQuerySet(PageQuerySet):
    def of_courses(self, courses: Iterable[CoursePage]) -> ModuleQuerySet:
        """Modules of any of these courses, in the order of the outline."""
        return self.filter(_below(courses, levels=1)).order_by("path")


def _below(courses: Iterable[CoursePage], *, levels: int) -> Q:
    below = Q(pk__in=[])
    for course in courses:
        below |= Q(path__startswith=course.path, depth=course.depth + levels)
    return below


class CourseIndexPage(ServedByView, BasePage):
    """The catalogue: every live course by track."""

    introduction = models.CharField(_("introduction"), max_length=240, blank=True)

    nav = "courses"
    max_count = 1  # type: ignore[assignment]  # Wagtail's None stands for any number
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["courses.CoursePage"]
    page_description = _("The catalogue of all courses. There is one.")
    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("course index")


class CoursePage(ServedByView, BasePage):
    """A course: what you will be able to do, and the outline of modules below it."""

    title_sort = TitleSortKeyField(of="title")
    track = models.ForeignKey(
        Track, on_delete=models.PROTECT, related_name="courses", verbose_name=_("track")
    )
    level = models.CharField(_("level"), max_length=12, choices=Level, default=Level.BEGINNER)
    hours = models.PositiveSmallIntegerField(
        _("hours"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(200)],
        help_text=_("With practice, in whole hours."),
    )
    tagline = models.CharField(
        _("tagline"), max_length=140, help_text=_("One sentence, at most 140 characters.")
    )
    introduction = RichTextField(_("introduction"), features=["bold", "italic", "link"], blank=True)
    outcomes = StreamField(
        [("outcome", blocks.CharBlock(max_length=120, label=_("Outcome")))],
        blank=True,
        verbose_name=_("what you will be able to do"),
        help_text=_("Short, each beginning with a verb; three to six."),
    )
    poster = models.ForeignKey(
        "cms.KanalImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("poster"),
        help_text=_("A picture of your own, 960 × 540."),
    )
    instructors = ParentalManyToManyField(
        "accounts.User", blank=True, related_name="taught_courses", verbose_name=_("instructors")
    )

    nav = "courses"
    base_form_class = CourseForm
    parent_page_types = ["courses.CourseIndexPage"]
    subpage_types = ["courses.ModulePage"]
    card_template = "courses/cards/course.html"
    page_description = _("A course with its modules and lessons.")
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("tagline"),
        index.AutocompleteField("tagline"),
        index.SearchField("introduction"),
        index.SearchField("outcomes"),
        index.FilterField("track_id"),
    ]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("tagline"),
        MultiFieldPanel(
            [FieldPanel("track"), FieldPanel("level"), FieldPanel("hours")],
            heading=_("At a glance"),
        ),
        FieldPanel("introduction"),
        FieldPanel("outcomes"),
        FieldPanel("poster"),
        FieldPanel("instructors"),
    ]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    @property
    def colour(self) -> str:
        """The wall that the track gives to all its courses."""
        return self.track.colour

    @property
    def summary(self) -> str:
        return self.search_description or self.tagline

    @cached_property
    def lessons(self) -> list[LessonPage]:
        """Every lesson that can be opened, in the order of the outline."""
        return list(LessonPage.objects.of_courses([self]).openable())


class ModulePage(ServedByView, BasePage):
    """A part of a course; its address leads to its place in the outline."""

    summary = models.CharField(
        _("summary"), max_length=160, blank=True, help_text=_("One sentence for the outline.")
    )

    # Wagtail binds its own to the class, Django ours to this one.
    objects = PageManager.from_queryset(ModuleQuerySet)()  # type: ignore[misc]  # its plugin knows managers of Model alone

    nav = "courses"
    parent_page_types = ["courses.CoursePage"]
    subpage_types = ["courses.LessonPage"]
    page_description = _("A group of lessons inside a course.")
    content_panels = [*BasePage.content_panels, FieldPanel("summary")]

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    @property
    def anchor(self) -> str:
        """Id of the module's heading in the outline of its course."""
        return f"modul-{self.pk}"

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """None: the module's address only leads to its course."""
        return []


class LessonPage(ServedByView, BasePage):
    """One skill in six to ten minutes."""

    goal = models.CharField(
        _("goal"),
        max_length=160,
        help_text=_("What you can do afterwards: one sentence, at most 160 characters."),
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes"),
        default=8,
        validators=[MinValueValidator(1), MaxValueValidator(180)],
        help_text=_("To read and watch, without the practice."),
    )
    poster = models.ForeignKey(
        "cms.KanalImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("poster"),
        help_text=_("A picture of your own, 960 × 540. Never a YouTube thumbnail."),
    )
    preview = models.BooleanField(
        _("free preview"),
        default=False,
        help_text=_("Anybody may read it, also without an account."),
    )
    body = BodyField(lesson_blocks(), verbose_name=_("body"), blank=True)

    # Wagtail binds its own to the class, Django ours to this one.
    objects = PageManager.from_queryset(LessonQuerySet)()  # type: ignore[misc]  # its plugin knows managers of Model alone

    nav = "courses"
    parent_page_types = ["courses.ModulePage"]
    subpage_types: list[str] = []
    page_description = _("One skill: a scene, the skill, the slip everybody makes, the doing.")
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("goal"),
        index.AutocompleteField("goal"),
        index.SearchField("body"),
        index.AutocompleteField("body"),
        index.FilterField("preview"),
    ]
    content_panels = [
        HelpPanel(
            content=_(
                "Open with a scene, teach one skill, name the slip everybody makes, "
                "and end with steps to do today."
            )
        ),
        *BasePage.content_panels,
        FieldPanel("goal"),
        MultiFieldPanel(
            [FieldPanel("minutes"), FieldPanel("preview"), FieldPanel("poster")],
            heading=_("At a glance"),
        ),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    @property
    def colour(self) -> str:
        return self.course.colour

    @property
    def summary(self) -> str:
        return self.search_description or self.goal

    @property
    def block_ids(self) -> list[str]:
        """Ids of the body's blocks in their order; what a reading place may name."""
        return [block.get("id") or "" for block in self.body.raw_data]

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Only what a visitor can read."""
        return super().get_sitemap_urls(request) if self.preview and self.can_be_opened else []

    @property
    def course_path(self) -> str:
        """Tree path of the course that this lesson stands in now."""
        return course_path_of(self)

    @cached_property
    def module(self) -> ModulePage:
        return self.get_parent().specific

    @cached_property
    def course(self) -> CoursePage:
        return CoursePage.objects.select_related("track").get(path=self.course_path)

    @property
    def has_ended(self) -> bool:
        """Whether its, its module's or its course's last day is over, and nobody hid any of them."""
        above = (self, self.module, self.course)
        return not self.can_be_opened and all(each.live or each.expired for each in above)

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """An ended lesson has its address still: its view knows for whom."""
        if not path_components and self.expired and not self.live:
            return RouteResult(self)
        return super().route(request, path_components)

    @property
    def can_be_opened(self) -> bool:
        """Whether the lesson, its module and its course are all live."""
        return self.live and self.module.live and self.course.live
