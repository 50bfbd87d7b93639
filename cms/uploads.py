"""What people may upload, judged by content: pictures are made anew, documents are checked.

A picture comes out upright, no larger than needed, and without anything hidden in it (place,
camera, comments). `clean_picture` serves every form that takes a picture.
"""

from __future__ import annotations

import logging
import threading
import zipfile
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import pillow_heif
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import ModelForm
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, ImageSequence
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

MAX_PICTURE_BYTES = 10 * 1024 * 1024
MAX_DOCUMENT_BYTES = 20 * 1024 * 1024
# What decoding may take in memory: beside it a worker of 512 MB has room for itself.
MAX_DECODED_BYTES = 320_000_000
# Bytes a pixel at the peak of decoding and making anew, as measured. A JPEG's are those of the size
# that its decoder is asked for, so that a 64-megapixel phone photograph passes.
BYTES_A_PIXEL = {"JPEG": 6, "MPO": 6, "PNG": 10, "GIF": 10, "WEBP": 16, "HEIF": 7, "AVIF": 9}
# A progressive JPEG is kept whole until its last scan, whatever size is asked for.
BYTES_A_PROGRESSIVE_PIXEL = 7
MAX_FRAMES = 300
# A colour profile is some hundred bytes; one beside which the picture disappears is no profile.
MAX_PROFILE_BYTES = 100_000
MAX_ARCHIVE_ENTRIES = 5_000
# The widest rendition is 1600 pixels; this leaves room for cropping.
MAX_SIDE = 2560
FORMATS = ("JPEG", "MPO", "PNG", "GIF", "WEBP", "HEIF", "AVIF")
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"heif"}
QUALITY = 85

logger = logging.getLogger(__name__)

pillow_heif.register_heif_opener()
Image.init()

TOO_LARGE = _("This picture has %(size)s. At most %(most)s can be taken: send a smaller one.")
TOO_MANY_PIXELS = _(
    "This picture has too many pixels to be opened safely. Make it smaller (2,560 pixels wide is "
    "plenty) and send it again."
)
TOO_MANY_FRAMES = _(
    "This animation is too long to be opened safely. Make it shorter (at most %(frames)s frames) or "
    "smaller, and send it again."
)
MARKUP = _(
    "This file is a web page or a drawing (SVG), whatever its name says. Save it as PNG or JPEG "
    "and send that."
)
BROKEN_HEIC = _(
    "This HEIC photograph could not be opened. On an iPhone choose Settings › Camera › Formats › "
    "Most Compatible and take it again, or send it to yourself by WhatsApp: it arrives as JPEG."
)
UNREADABLE = _("This is not a picture that can be opened. Send JPEG, PNG, WebP, GIF or HEIC.")
EMPTY = _("This file is empty. Choose it again.")


def is_markup(head: bytes) -> bool:
    """Whether a file's first bytes begin HTML, XML or SVG (a browser might run it)."""
    # A browser sees the "<" through a mark of the encoding, UTF-16's zeros and blanks, and so must we.
    start = head.removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"").lstrip()
    return start[:2] == b"<?" or start[:2] == b"<!" or (start[:1] == b"<" and start[1:2].isalpha())


def is_heic(head: bytes) -> bool:
    """Whether a file's first bytes are those of an iPhone photograph."""
    return head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS


def _check_size(upload: File, most: int, message: StrOrPromise) -> None:
    if not upload.size:
        raise ValidationError(EMPTY, code="empty")
    if upload.size > most:
        sizes = {"size": filesizeformat(upload.size), "most": filesizeformat(most)}
        raise ValidationError(message, code="too_large", params=sizes)


def clean_picture(upload: File) -> SimpleUploadedFile:
    """The upload made anew: upright, re-encoded, at most 2,560 pixels a side, nothing hidden.

    HEIC and AVIF become JPEG, the name's ending follows the content. Raises ValidationError
    with a message for the person who sent it.
    """
    _check_size(upload, MAX_PICTURE_BYTES, TOO_LARGE)
    upload.seek(0)
    content = upload.read()
    if is_markup(content[:512]):
        raise ValidationError(MARKUP, code="markup")
    try:
        with _one_at_a_time:
            encoded, extension, kind = _encode_anew(content)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError(TOO_MANY_PIXELS, code="pixels") from None
    # Each decoder fails in its own way on bytes that only claim to be its kind: all of them mean that
    # the file is broken, and none that the site is.
    except (OSError, ValueError, SyntaxError, EOFError, RuntimeError, MemoryError):
        broken = BROKEN_HEIC if is_heic(content) else UNREADABLE
        raise ValidationError(broken, code="unreadable") from None
    stem = PurePath(upload.name or "picture").stem or "picture"
    return SimpleUploadedFile(f"{stem}.{extension}", encoded, content_type=kind)


# A worker's threads share its memory: two pictures at their limit would be too many.
_one_at_a_time = threading.Lock()


def _encode_anew(content: bytes) -> tuple[bytes, str, str]:
    known = [name for name in FORMATS if name in Image.OPEN]
    with Image.open(BytesIO(content), formats=known) as picture:
        pixels = picture.width * picture.height
        # Lets the JPEG decoder skip what would be thrown away: less memory for phone pictures.
        picture.draft(None, (MAX_SIDE, MAX_SIDE))
        if _decoded_bytes(picture, pixels) > MAX_DECODED_BYTES:
            raise Image.DecompressionBombError
        source = picture.format
        if source == "GIF" and getattr(picture, "is_animated", False):
            return _animation(picture), "gif", "image/gif"
        upright = _upright(picture)
    if source == "WEBP":
        return _saved(upright, "WEBP", quality=QUALITY, method=4), "webp", "image/webp"
    if source in {"PNG", "GIF"} or "A" in upright.getbands():
        return _saved(upright, "PNG", optimize=True), "png", "image/png"
    flat = upright if upright.mode in {"L", "RGB"} else upright.convert("RGB")
    return _saved(flat, "JPEG", quality=QUALITY, progressive=True), "jpg", "image/jpeg"


def _decoded_bytes(picture: Image.Image, pixels: int) -> int:
    """What decoding will take, told by the file's head alone; `pixels` before any draft."""
    decoded = picture.width * picture.height * BYTES_A_PIXEL[picture.format or "PNG"]
    progressive = pixels * BYTES_A_PROGRESSIVE_PIXEL if picture.info.get("progressive") else 0
    return max(decoded, progressive)


def _upright(picture: Image.Image) -> Image.Image:
    """Turned as the camera was held, no side over the limit, its metadata emptied."""
    orientation = picture.getexif()
    profile = picture.info.get("icc_profile")
    if profile and len(profile) > MAX_PROFILE_BYTES:
        profile = None
    if picture.mode in {"P", "PA"}:
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
        picture.info["exif"] = orientation.tobytes()
    picture.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    upright = ImageOps.exif_transpose(picture)
    # A CMYK profile describes no RGB picture, and is dropped with the conversion.
    upright.info = {"icc_profile": profile} if profile and upright.mode != "CMYK" else {}
    if upright.mode == "CMYK":
        upright = upright.convert("RGB")
        upright.info = {}
    return upright


def _saved(picture: Image.Image, form: str, **options: Any) -> bytes:
    out = BytesIO()
    picture.save(out, form, icc_profile=picture.info.get("icc_profile"), **options)
    return out.getvalue()


def _animation(picture: Image.Image) -> bytes:
    """The frames one by one, refused at the first too many: counting them all takes as long."""
    frame_bytes = picture.width * picture.height * BYTES_A_PIXEL["GIF"]
    most = min(MAX_FRAMES, MAX_DECODED_BYTES // frame_bytes)
    frames: list[Image.Image] = []
    for frame in ImageSequence.Iterator(picture):
        if len(frames) == most:
            raise ValidationError(TOO_MANY_FRAMES, code="frames", params={"frames": MAX_FRAMES})
        # The iterator gives one and the same object, wound on.
        frames.append(frame.copy())
    out = BytesIO()
    frames[0].save(
        out,
        "GIF",
        save_all=True,
        append_images=frames[1:],
        duration=[frame.info.get("duration", 100) for frame in frames],
        loop=0,
        comment=b"",
    )
    return out.getvalue()


NOT_STORED = _(
    "The file cannot be kept just now: the server's disk takes nothing. Nothing was changed. Try "
    "again later, and tell whoever runs this site."
)


# What the mixin stands left of, for mypy alone.
if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    LeftOfForm = ModelForm[Any]
else:
    LeftOfForm = object


class StoresItsFile(LeftOfForm):
    """For upload forms: the file is stored while the form is judged, so that a disk that takes
    nothing is a sentence beside the field and no error page."""

    def full_clean(self) -> None:
        before = self.instance.file
        super().full_clean()
        chosen = self.instance.file if "file" in self.fields else None
        if not self.is_bound or self.errors or not chosen or chosen._committed:
            return
        try:
            chosen.save(chosen.name, chosen.file, save=False)
        except OSError:
            logger.exception("an upload could not be stored")
            self.instance.file = before
            self.add_error("file", ValidationError(NOT_STORED, code="not_stored"))


class PictureField(WagtailImageField):
    """A picture field whose value has been through `clean_picture`."""

    def to_python(self, data: Any) -> Any:
        """Cleans before Wagtail compares the name's ending with the content."""
        if data in self.empty_values:
            return super().to_python(data)
        return super().to_python(clean_picture(data))


class ImageForm(StoresItsFile, BaseImageForm):
    """Wagtail's picture form with our field; single, multiple and chooser uploads all use it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            given = self.fields["file"]
            self.fields["file"] = PictureField(
                label=given.label, required=given.required, widget=given.widget
            )

    def save(self, commit: bool = True) -> Any:
        """Wagtail opens the stored file to weigh it and leaves it open."""
        picture = super().save(commit)
        picture.file.close()
        return picture


MARKUP_DOCUMENT = _(
    "This file is a web page or a drawing (SVG), whatever its name says. Save it as PDF and send "
    "that."
)
NO_DOCUMENT = _(
    "Files of the kind .%(extension)s are not taken as documents, only %(kinds)s. Pictures belong "
    "under Images."
)
NOT_ITS_KIND = _(
    "The content of this file is not what its name says (.%(extension)s). Save it again in the "
    "right form and send that."
)
DOCUMENT_TOO_LARGE = _("This file has %(size)s. At most %(most)s can be taken.")
WITH_MACROS = _("This file contains macros. Save it without them and send that.")
TOO_MANY_ENTRIES = _(
    "This file holds too many files to be opened safely. Put fewer into it and send it again."
)
ARCHIVE_ENTRY = b"PK\x01\x02"
OFFICE_FOLDERS = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."


def check_document(upload: File) -> None:
    """Refuses a document whose content is not what its ending says, and anything a browser runs.

    Raises ValidationError with a message for the person who sent it.
    """
    extension = PurePath(upload.name or "").suffix.lower().lstrip(".")
    _check_size(upload, MAX_DOCUMENT_BYTES, DOCUMENT_TOO_LARGE)
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    if is_markup(content[:512]):
        raise ValidationError(MARKUP_DOCUMENT, code="markup")
    kinds = settings.WAGTAILDOCS_EXTENSIONS
    if extension not in kinds:
        params = {"extension": extension, "kinds": ", ".join(kinds)}
        raise ValidationError(NO_DOCUMENT, code="no_document", params=params)
    if not _is_its_kind(extension, content):
        raise ValidationError(NOT_ITS_KIND, code="kind", params={"extension": extension})


def _is_its_kind(extension: str, content: bytes) -> bool:
    if extension == "pdf":
        return content.lstrip()[:5] == b"%PDF-"
    if extension in {"csv", "txt"}:
        return b"\x00" not in content
    # Each entry of the directory becomes an object; none is counted too few by its signature.
    if content.count(ARCHIVE_ENTRY) > MAX_ARCHIVE_ENTRIES:
        raise ValidationError(TOO_MANY_ENTRIES, code="entries")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            if extension == "odt":
                return archive.open("mimetype").read(80).startswith(OPEN_DOCUMENT)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError):
        return False
    folder = OFFICE_FOLDERS.get(extension)
    if folder and any(name.endswith("vbaProject.bin") for name in names):
        raise ValidationError(WITH_MACROS, code="macros")
    if folder:
        return "[Content_Types].xml" in names and any(n.startswith(folder) for n in names)
    return extension == "zip"


class DocumentForm(StoresItsFile, BaseDocumentForm):
    """Wagtail's document form with a look into the file."""

    def clean_file(self) -> File:
        """The allow-list of endings is the model's; this is about the content."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data:
            check_document(file)
        return file

    def save(self, commit: bool = True) -> Any:
        """Wagtail opens the stored file to weigh it and leaves it open."""
        document = super().save(commit)
        document.file.close()
        return document
