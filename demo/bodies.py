"""The content files' blocks as the values of StreamFields, with their pictures and documents."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterable
from hashlib import sha1
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.core.files import File

from cms.models import KanalDocument, KanalImage

CONTENT = Path(__file__).parent / "content"

#: course slug, lesson slug -> id of the lesson's page
PageFinder = Callable[[str, str], int]


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def stream_id(*key: object) -> str:
    """A block's id, the same at every loading: addresses and reading places hold it."""
    return str(uuid5(NAMESPACE_URL, "/".join(map(str, key))))


class Library:
    """Pictures and documents of one folder; a file whose content is known already is not doubled."""

    def __init__(self, folder: Path, label: str) -> None:
        self.folder = folder
        self.label = label
        self._known = {
            model: dict(model.objects.exclude(file_hash="").values_list("file_hash", "pk"))
            for model in (KanalImage, KanalDocument)
        }

    def image(self, name: str | None) -> int | None:
        """Id of the picture in that file; None for no file."""
        return self._one(KanalImage, name, f"{self.label}, {Path(name).stem}") if name else None

    def document(self, name: str, title: str) -> int:
        return self._one(KanalDocument, name, title)

    def _one(self, model: type[KanalImage | KanalDocument], name: str, title: str) -> int:
        content = (self.folder / name).read_bytes()
        # SHA-1, since that is how Wagtail itself knows a file again.
        file_hash = sha1(content, usedforsecurity=False).hexdigest()
        known = self._known[model]
        if file_hash not in known:
            file = File(BytesIO(content), name=f"{self.folder.name}-{name}")
            made = model(title=title, file=file, file_hash=file_hash, file_size=len(content))
            made.save()
            known[file_hash] = made.pk
        return known[file_hash]


def body(blocks: Iterable[dict[str, Any]], library: Library, *, key: str, pages: PageFinder) -> str:
    """The JSON of a body. `pages` finds the lesson that a block of type `lesson` leads to."""
    return json.dumps(
        [
            {
                "type": block["type"],
                "value": VALUES[block["type"]](block, library, pages),
                "id": stream_id(key, index),
            }
            for index, block in enumerate(blocks)
        ]
    )


def _items(values: Iterable[Any], *key: object) -> list[dict[str, Any]]:
    """Members of a list block; without an id Wagtail would take the whole dict for the value."""
    return [
        {"type": "item", "value": value, "id": stream_id(*key, index)}
        for index, value in enumerate(values)
    ]


def _text(block: dict[str, Any], library: Library, pages: PageFinder) -> dict[str, Any]:
    return {"heading": block.get("heading", ""), "body": block["html"].strip()}


def _image(block: dict[str, Any], library: Library, pages: PageFinder) -> dict[str, Any]:
    return {
        "image": library.image(block["file"]),
        "alt": block["alt"],
        "decorative": False,
        "caption": block.get("caption", ""),
    }


def _video(block: dict[str, Any], library: Library, pages: PageFinder) -> dict[str, Any]:
    scenes = [
        {
            "image": library.image(scene["file"]),
            "seen": scene["seen"],
            "narration": scene.get("narration", ""),
            "seconds": scene.get("seconds"),
        }
        for scene in block.get("scene", ())
    ]
    return {
        "title": block["title"],
        "address": block.get("url", ""),
        "transcript": block["transcript"].strip(),
        "length": block.get("length", ""),
        "scenes": _items(scenes, library.label, block["title"]),
        "poster": library.image(block.get("poster")),
        "megabytes": block.get("megabytes"),
        "credit": block.get("credit", ""),
    }


def _callout(block: dict[str, Any], library: Library, pages: PageFinder) -> dict[str, Any]:
    return {"tone": block["tone"], "title": block["title"], "body": block["html"].strip()}


def _steps(block: dict[str, Any], library: Library, pages: PageFinder) -> dict[str, Any]:
    return {
        "kind": block["kind"],
        "title": block["title"],
        "items": _items(block["items"], library.label, block["title"]),
    }


def _quote(block: dict[str, Any], library: Library, pages: PageFinder) -> dict[str, Any]:
    return {"text": block["text"].strip(), "source": block["source"]}


def _download(block: dict[str, Any], library: Library, pages: PageFinder) -> dict[str, Any]:
    return {
        "document": library.document(block["file"], block["title"]),
        "title": block["title"],
        "description": block.get("description", ""),
    }


def _lesson(block: dict[str, Any], library: Library, pages: PageFinder) -> dict[str, Any]:
    return {"page": pages(block["course"], block["slug"]), "why": block["why"]}


VALUES: dict[str, Callable[[dict[str, Any], Library, PageFinder], dict[str, Any]]] = {
    "text": _text,
    "image": _image,
    "video": _video,
    "callout": _callout,
    "steps": _steps,
    "quote": _quote,
    "download": _download,
    "lesson": _lesson,
}
