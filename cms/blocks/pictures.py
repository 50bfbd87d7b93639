"""The picture block: what it shows is said anew in each place."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock

from cms.alt_texts import looks_like_file_name


class PictureValue(blocks.StructValue):
    """Answers the alternative text as it is to be served."""

    @property
    def alt_text(self) -> str:
        """Empty for a decorative picture, whatever was typed before it became one."""
        return "" if self["decorative"] else self["alt"]


def check_alternative(value: blocks.StructValue) -> None:
    """Refuses a picture that neither says what it shows nor is called decorative."""
    alt, picture = value["alt"].strip(), value["image"]
    if value["decorative"]:
        return
    if not alt:
        message = _("Say what the picture shows, or tick that it is decoration only.")
        raise blocks.StructBlockValidationError({"alt": ValidationError(message, code="alt")})
    names = (picture.title, picture.file.name or "") if picture else ("",)
    if any(looks_like_file_name(alt, name) for name in names):
        message = _(
            "This is the name of a file. Say what the picture shows, as you would on the phone."
        )
        raise blocks.StructBlockValidationError({"alt": ValidationError(message, code="alt_file")})


class ImageBlock(blocks.StructBlock):
    """A picture with what it shows and, if wanted, a line under it."""

    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        required=False,
        max_length=200,
        label=_("What is to be seen"),
        help_text=_(
            "For people who cannot see it: one sentence, at most 200 characters. Example: "
            "Dua thumbnail berdampingan, yang kanan hanya cobek sambal."
        ),
    )
    decorative = blocks.BooleanBlock(
        required=False,
        label=_("Decoration only"),
        help_text=_("Tick this when nothing is lost without the picture."),
    )
    caption = blocks.CharBlock(
        required=False,
        max_length=160,
        label=_("Line under the picture"),
        help_text=_("At most 160 characters: what to look at, or whose picture it is."),
    )

    class Meta:
        icon = "image"
        label = _("Picture")
        label_format = "{alt}"
        template = "blocks/image.html"
        preview_template = "cms/admin/block_preview.html"
        value_class = PictureValue
        form_layout = blocks.BlockGroup(
            children=["image", "alt", "decorative"], settings=["caption"]
        )
        description = _("One picture with what it shows. JPEG, PNG, WebP or HEIC up to 10 MB.")

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """A draft may still lack its text; publishing may not."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            check_alternative(cleaned)
        return cleaned

    def get_preview_value(self) -> blocks.StructValue:
        """The newest picture at hand, so that the preview looks like this site."""
        return self.normalize(
            {
                "image": get_image_model().objects.order_by("-pk").first(),
                "alt": "",
                "decorative": True,
                "caption": "Video yang sama. Kiri ramai, kanan satu benda.",
            }
        )

    @property
    def is_previewable(self) -> bool:
        """Always: its value is found when the preview is drawn."""
        return True
