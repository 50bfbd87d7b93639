"""The home page and plain pages."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.blocks import PageChooserBlock
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import HowStepBlock, QuestionBlock, content_blocks
from cms.blocks.body import BodyField
from cms.calls_to_action import CallToAction, call_to_action_choices, find_call_to_action
from cms.models.base import BasePage
from cms.visibility import Person, is_visible_to, visible_to
from design.charts import Week
from design.site_time import site_day

# What an invented learner did in the last twelve weeks: (learned, uploads). The page says that
# it is an example.
EXAMPLE_WEEKS = (
    (False, 0),
    (True, 0),
    (True, 0),
    (True, 0),
    (True, 1),
    (True, 0),
    (True, 0),
    (True, 1),
    (True, 0),
    (False, 0),
    (True, 1),
    (True, 0),
)


def example_weeks(today: date) -> list[Week]:
    """The example's twelve weeks, ending with the last full one before `today`."""
    monday = today - timedelta(days=today.weekday())
    return [
        Week(start=monday - timedelta(weeks=len(EXAMPLE_WEEKS) - index), learned=learned, uploads=n)
        for index, (learned, n) in enumerate(EXAMPLE_WEEKS)
    ]


def offered(page: Page | None, user: Person) -> Page | None:
    """The page where a link to it leads somewhere."""
    return page if page and page.live and is_visible_to(user, page) else None


class HomePageForm(WagtailAdminPageForm):
    """Calls to action come from the apps above, so the choices are read when the form is shown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "call_to_action" in self.fields:
            choices = [("", _("Nothing for now")), *call_to_action_choices()]
            current = self.instance.call_to_action
            if current and current not in dict(choices):
                choices.append((current, current))
            self.fields["call_to_action"].widget = forms.Select(choices=choices)


class HomePage(BasePage):
    """The front page: invitation, how it works, links to courses, questions and answers."""

    base_form_class = HomePageForm
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1  # type: ignore[assignment]  # Wagtail's None stands for any number
    nav = "home"
    page_description = _("The front page of the site. There is one only.")

    kicker = models.CharField(
        _("tape above the heading"),
        max_length=40,
        blank=True,
        help_text=_("At most 40 characters. Example: Gratis untuk warga kota"),
    )
    heading = models.CharField(
        _("heading"),
        max_length=70,
        help_text=_("At most 70 characters. Example: Belajar jadi YouTuber dari rumahmu sendiri"),
    )
    lead = models.TextField(
        _("introduction"),
        max_length=200,
        help_text=_("One or two sentences, at most 200 characters."),
    )
    hero_image = models.ForeignKey(
        "cms.KanalImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("large picture"),
        help_text=_("Without one, Kanal's drawing of the kampung stands here."),
    )
    hero_alt = models.CharField(
        _("what the large picture shows"),
        max_length=200,
        blank=True,
        help_text=_("One sentence. Leave it empty if the picture is decoration only."),
    )
    call_to_action = models.CharField(
        _("invitation to"),
        max_length=120,
        blank=True,
        help_text=_("Dates, seats and the yellow button come from what is chosen here."),
    )
    main_label = models.CharField(
        _("text of the yellow button"),
        max_length=30,
        blank=True,
        help_text=_("Used while nothing is on offer. Example: Lihat kursus"),
    )
    main_page = models.ForeignKey(
        Page,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("page of the yellow button"),
    )
    second_label = models.CharField(
        _("text of the second link"),
        max_length=30,
        blank=True,
        help_text=_("Example: Coba satu pelajaran"),
    )
    second_page = models.ForeignKey(
        Page,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("page of the second link"),
        help_text=_("A lesson that everyone may read."),
    )
    how_heading = models.CharField(_("heading"), max_length=70, blank=True)
    how_steps = StreamField(
        [("step", HowStepBlock())], blank=True, max_num=3, verbose_name=_("steps")
    )
    links_heading = models.CharField(_("heading"), max_length=70, blank=True)
    links = StreamField(
        [("page", PageChooserBlock(label=_("Page")))],
        blank=True,
        max_num=8,
        verbose_name=_("doors"),
        help_text=_("Courses or other pages, from technical to entertainment. At most 8."),
    )
    links_from = models.CharField(
        _("left end of the line"), max_length=20, blank=True, help_text=_("Example: Teknis")
    )
    links_to = models.CharField(
        _("right end of the line"), max_length=20, blank=True, help_text=_("Example: Hiburan")
    )
    week_heading = models.CharField(
        _("heading"),
        max_length=70,
        blank=True,
        help_text=_("Example: Satu minggu, satu rumah. Empty leaves the part out."),
    )
    week_text = models.TextField(_("text"), max_length=300, blank=True)
    questions_heading = models.CharField(_("heading"), max_length=70, blank=True)
    questions = StreamField(
        [("question", QuestionBlock())],
        blank=True,
        max_num=10,
        verbose_name=_("questions"),
        help_text=_("What people really ask, the most frequent first. At most 10."),
    )
    closing_heading = models.CharField(_("heading"), max_length=70, blank=True)
    closing_text = models.TextField(
        _("text"), max_length=200, blank=True, help_text=_("Used while nothing is on offer.")
    )

    content_panels = [
        *BasePage.content_panels,
        HelpPanel(template="cms/admin/home_help.html"),
        MultiFieldPanel(
            [
                FieldPanel("kicker"),
                FieldPanel("heading"),
                FieldPanel("lead"),
                FieldPanel("hero_image"),
                FieldPanel("hero_alt"),
            ],
            heading=_("Wall"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("call_to_action"),
                FieldPanel("main_label"),
                FieldPanel("main_page"),
                FieldPanel("second_label"),
                FieldPanel("second_page"),
            ],
            heading=_("Invitation"),
        ),
        MultiFieldPanel(
            [FieldPanel("how_heading"), FieldPanel("how_steps")], heading=_("How it works")
        ),
        MultiFieldPanel(
            [
                FieldPanel("links_heading"),
                FieldPanel("links"),
                FieldPanel("links_from"),
                FieldPanel("links_to"),
            ],
            heading=_("Doors"),
        ),
        MultiFieldPanel(
            [FieldPanel("week_heading"), FieldPanel("week_text")], heading=_("A week is a house")
        ),
        MultiFieldPanel(
            [FieldPanel("questions_heading"), FieldPanel("questions")],
            heading=_("Questions and answers"),
        ),
        MultiFieldPanel(
            [FieldPanel("closing_heading"), FieldPanel("closing_text")], heading=_("Closing panel")
        ),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("lead")]

    class Meta:
        verbose_name = _("home page")

    def find_call_to_action(self) -> CallToAction | None:
        """What this page invites to right now."""
        return find_call_to_action(self.call_to_action, timezone.now())

    def visible_links(self, user: Person) -> list[Page]:
        """The chosen pages that are live and open to this person, each as its own type so that it brings its card."""
        chosen = [block.value.pk for block in self.links if block.value]
        open_pages = Page.objects.live().filter(pk__in=chosen)
        found = {page.pk: page for page in visible_to(user, open_pages).specific()}
        return [found[pk] for pk in chosen if pk in found]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds `call_to_action`, `links` and `example_weeks`; links to pages that are not live, or not for this person, are left out."""
        return {
            **super().get_context(request, *args, **kwargs),
            "call_to_action": self.find_call_to_action(),
            "links": self.visible_links(request.user),
            "main_page": offered(self.main_page, request.user),
            "second_page": offered(self.second_page, request.user),
            "example_weeks": example_weeks(site_day(timezone.now())),
        }


class StandardPage(BasePage):
    """A page of text: privacy, programme rules, accessibility, about."""

    page_description = _("Text, pictures and downloads: privacy, rules, about us.")

    introduction = models.TextField(
        _("introduction"),
        max_length=300,
        blank=True,
        help_text=_("What this page says, in one or two sentences. At most 300 characters."),
    )
    body = BodyField(content_blocks(), blank=True, verbose_name=_("content"))

    content_panels = [
        *BasePage.content_panels,
        HelpPanel(template="cms/admin/page_help.html"),
        FieldPanel("introduction"),
        FieldPanel("body"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("standard page")

    @property
    def summary(self) -> str:
        """The search description, else the introduction."""
        return self.search_description or self.introduction
