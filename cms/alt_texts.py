"""Says whether a text names a file instead of telling what a picture shows."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

EXTENSION = re.compile(r"\.(jpe?g|png|gif|webp|avif|hei[cf]|svg|bmp|tiff?)$", re.IGNORECASE)
CAMERA_NAME = re.compile(
    r"(img|dsc[fn]?|pxl|mvimg|dcim|vid|wa|image|gambar|foto|photo|screenshot|tangkapan[ _-]layar|"
    r"whatsapp image)[ _-]*[\d(][\w ().:-]*",
    re.IGNORECASE,
)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", " ", EXTENSION.sub("", text)).strip().casefold()


def looks_like_file_name(text: str, file_name: str = "") -> bool:
    """True for "IMG_20260101_0815.jpg", "DSC0042", "screenshot-3" or the stem of `file_name`.

    A stem of several plain words ("pasar oro oro dowo") may be a true description and passes.
    """
    text = text.strip()
    if not text:
        return False
    if EXTENSION.search(text) or CAMERA_NAME.fullmatch(text):
        return True
    stem = _bare(PurePosixPath(file_name).name)
    return bool(stem) and _bare(text) == stem and (" " not in text or any(map(str.isdigit, stem)))
