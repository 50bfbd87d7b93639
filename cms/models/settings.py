"""The site's own face: institution, logo, contact, footer and colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.blocks import PageChooserBlock
from wagtail.contrib.settings.models import register_setting
from wagtail.fields import StreamField
from wagtail.models import Page

from accounts.editing import SharedForm
from accounts.site_settings import SettingsOfSite
from design.palette import DEFAULT_COLOURS, validate_colour

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PHONE = RegexValidator(
    r"^\+?[\d ()./-]{6,24}$", _("Write a telephone number, for example +62 341 000 000.")
)


def _colour(name: str, label: StrOrPromise) -> models.CharField[str, str]:
    return models.CharField(
        label,
        max_length=7,
        default=DEFAULT_COLOURS[name],
        validators=[validate_colour],
        help_text=_("# and six digits. Checked on save: dark text must be readable on it."),
    )


@register_setting(icon="site", order=100)
class SiteSettings(SettingsOfSite):
    """One row per site; `palette` and `footer_links` are what templates need."""

    institution = models.CharField(
        _("institution"),
        max_length=120,
        blank=True,
        help_text=_("Who runs the programme. Example: Dinas Komunikasi dan Informatika."),
    )
    tagline = models.CharField(
        _("tagline"),
        max_length=80,
        default="Kanal, rumah produksi warga",
        help_text=_("At most 80 characters; heads the footer."),
    )
    about = models.TextField(
        _("about"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences for the footer, at most 300 characters."),
    )
    logo = models.ForeignKey(
        "cms.KanalImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("logo of the institution"),
        help_text=_("Shown in the footer and in the admin. PNG or WebP without background."),
    )
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    contact_phone = models.CharField(
        _("contact phone"), max_length=25, blank=True, validators=[PHONE]
    )
    contact_address = models.TextField(_("contact address"), max_length=200, blank=True)
    source_code_url = models.URLField(_("address of the source code"), blank=True)
    footer_pages = StreamField(
        [("page", PageChooserBlock(label=_("Page")))],
        blank=True,
        max_num=8,
        verbose_name=_("pages in the footer"),
        help_text=_("Privacy, programme rules and accessibility belong here. At most 8."),
    )
    social_card = models.ForeignKey(
        "cms.KanalImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("card for sharing"),
        help_text=_("Shown when a page without a picture of its own is shared. 1200 × 630."),
    )
    colour_teal = _colour("teal", _("teal wall"))
    colour_coral = _colour("coral", _("coral wall"))
    colour_blue = _colour("blue", _("blue wall"))
    colour_lime = _colour("lime", _("lime wall"))
    colour_yellow = _colour("yellow", _("yellow of the next step"))

    base_form_class = SharedForm
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("institution"),
                FieldPanel("tagline"),
                FieldPanel("about"),
                FieldPanel("logo"),
                FieldPanel("social_card"),
            ],
            heading=_("Institution"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("contact_email"),
                FieldPanel("contact_phone"),
                FieldPanel("contact_address"),
            ],
            heading=_("Contact"),
        ),
        MultiFieldPanel(
            [FieldPanel("footer_pages"), FieldPanel("source_code_url")], heading=_("Footer")
        ),
        MultiFieldPanel(
            [
                HelpPanel(template="cms/admin/colours_help.html"),
                *(FieldPanel(f"colour_{name}") for name in DEFAULT_COLOURS),
            ],
            heading=_("Paints"),
        ),
    ]

    class Meta:
        verbose_name = _("site and institution")

    def __str__(self) -> str:
        return self.institution or self.tagline

    @property
    def palette(self) -> dict[str, str]:
        """The colours that differ from the design's, by name; empty where nothing was changed."""
        chosen = {name: getattr(self, f"colour_{name}").lower() for name in DEFAULT_COLOURS}
        return {name: colour for name, colour in chosen.items() if colour != DEFAULT_COLOURS[name]}

    @property
    def palette_key(self) -> str:
        """Changes when the colours do: the stylesheet's address carries it. Empty = the design's."""
        return "-".join(f"{name[0]}{colour[1:]}" for name, colour in self.palette.items())

    @property
    def footer_links(self) -> list[Page]:
        """The chosen footer pages that are live, in their order."""
        return [block.value for block in self.footer_pages if block.value and block.value.live]
