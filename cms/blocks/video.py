"""The video block: a YouTube video behind a poster, or its storyboard while not yet filmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.models import AbstractImage

from cms.blocks.prose import SPOKEN, ProseBlock
from cms.embeds import VideoAddressField, parse_video_address, watch_address
from cms.pictures import picture_url

SCENE_SIZE = "fill-480x270|format-webp"
if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LENGTH = RegexValidator(
    r"^(\d{1,2}:)?[0-5]?\d:[0-5]\d$", _("Write minutes and seconds, for example 3:40.")
)


class VideoAddressBlock(blocks.FieldBlock):
    """One pasted address of a YouTube video."""

    def __init__(
        self, required: bool = True, help_text: StrOrPromise | None = None, **kwargs: object
    ):
        self.field = VideoAddressField(required=required, help_text=help_text)
        super().__init__(**kwargs)

    class Meta:
        icon = "link-external"


class SceneBlock(blocks.StructBlock):
    """One drawn scene of a video that has not been filmed yet."""

    image = ImageChooserBlock(label=_("Drawing"))
    seen = blocks.CharBlock(
        max_length=200,
        label=_("What is seen"),
        help_text=_("One sentence, at most 200 characters."),
    )
    narration = blocks.CharBlock(
        required=False,
        max_length=300,
        label=_("What is said"),
        help_text=_("The key sentence only; the whole text belongs into the transcript."),
    )
    seconds = blocks.IntegerBlock(
        required=False, min_value=1, max_value=600, label=_("Seconds"), help_text=_("Example: 25")
    )

    class Meta:
        icon = "image"
        label = _("Scene")


class VideoValue(blocks.StructValue):
    """Tells the template whether there is a player and which picture stands for it."""

    @cached_property
    def video_id(self) -> str:
        """The YouTube id, empty while there is no address."""
        address = self.get("address")
        try:
            return parse_video_address(address) if address else ""
        except ValidationError:
            return ""

    @property
    def watch_url(self) -> str:
        """Where the video is watched on YouTube itself."""
        return watch_address(self.video_id)

    @property
    def picture(self) -> AbstractImage | None:
        """The poster; a player without one takes the first scene's drawing."""
        if self.get("poster") or not self.video_id:
            return self.get("poster")
        return next((scene["image"] for scene in self["scenes"] if scene["image"]), None)

    def drawn_scenes(self) -> list[dict[str, Any]]:
        """The storyboard as the video component takes it: image_url, alt, seen, narration, seconds.

        What is seen stands beside each drawing as text, so the drawing itself is decoration.
        """
        return [
            {
                "image_url": picture_url(scene["image"], SCENE_SIZE),
                "alt": "",
                "seen": scene["seen"],
                "narration": scene["narration"],
                "seconds": scene["seconds"],
            }
            for scene in self["scenes"]
        ]


class VideoBlock(blocks.StructBlock):
    """A lesson's video with everything that is said in it."""

    title = blocks.CharBlock(max_length=80, label=_("Title"), help_text=_("At most 80 characters."))
    address = VideoAddressBlock(
        required=False,
        label=_("YouTube address"),
        help_text=_(
            "Open the video on YouTube, tap Share, copy, paste. Example: https://youtu.be/… "
            "Leave it empty while the video is not filmed: the scenes are shown instead."
        ),
    )
    transcript = ProseBlock(
        features=SPOKEN,
        label=_("Transcript"),
        help_text=_("Everything that is said: for reading without sound, signal or data."),
    )
    length = blocks.CharBlock(
        required=False,
        max_length=8,
        validators=[LENGTH],
        label=_("Length"),
        help_text=_("Minutes and seconds. Example: 3:40"),
    )
    scenes = blocks.ListBlock(
        SceneBlock(),
        default=[],
        max_num=8,
        label=_("Scenes"),
        help_text=_("Drawings of a video that is still to be filmed, at most 8."),
    )
    poster = ImageChooserBlock(
        required=False, label=_("Poster"), help_text=_("16:9, at least 960 × 540 pixels.")
    )
    megabytes = blocks.IntegerBlock(
        required=False,
        min_value=1,
        max_value=2000,
        label=_("Megabytes"),
        help_text=_("How much data playing it takes, about. Example: 12"),
    )
    credit = blocks.CharBlock(
        required=False,
        max_length=120,
        label=_("Credit"),
        help_text=_("Whose video it is, when it is not ours. At most 120 characters."),
    )

    class Meta:
        icon = "media"
        label = _("Video")
        template = "blocks/video.html"
        preview_template = "cms/admin/block_preview.html"
        value_class = VideoValue
        form_layout = blocks.BlockGroup(
            children=["title", "address", "transcript", "length", "scenes"],
            settings=["poster", "megabytes", "credit"],
        )
        description = _("A YouTube video behind a poster, with transcript; or its storyboard.")
        preview_value = {
            "title": "Thumbnail yang terbaca di layar kecil",
            "address": "",
            "length": "6:40",
            "transcript": "<p>Halo, ketemu lagi. Coba buka YouTube di HP-mu.</p>",
            "scenes": [],
        }

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Needs an address or scenes before it can be published."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation and not cleaned["address"] and not cleaned["scenes"]:
            message = _("Paste the YouTube address, or add the scenes of the storyboard.")
            raise blocks.StructBlockValidationError(
                {"address": ValidationError(message, code="video_missing")}
            )
        return cleaned
