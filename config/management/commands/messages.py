"""Keeps the catalogues in `locale/` true, with Babel alone (no GNU gettext on the machine)."""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation.template import templatize

from config.env import ROOT

LANGUAGES = ("id", "en")
# Two runs over the same strings must write the same bytes.
UNDATED = datetime(2026, 1, 1, tzinfo=UTC)
APPS = (
    "accounts",
    "cms",
    "cohorts",
    "config",
    "courses",
    "demo",
    "design",
    "learning",
    "reports",
    "youtube_integration",
)
# What Wagtail's own Indonesian lacks; these strings are not in our source and stay as they are
# written. The first lies in an app's folder, so that it comes before Wagtail's and after ours; what
# Wagtail says in the browser it looks for among the project's own catalogues.
WAGTAIL_WORDS = (
    ROOT / "cms" / "locale" / "id" / "LC_MESSAGES" / "django.po",
    ROOT / "locale" / "id" / "LC_MESSAGES" / "djangojs.po",
)
PLURALS = {"id": "nplurals=1; plural=0;", "en": "nplurals=2; plural=(n != 1);"}
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
STRING = r"(?:u?'(?:[^'\\]|\\.)*'|u?\"(?:[^\"\\]|\\.)*\")"
# What Django's templatize writes: gettext('…'), pgettext('…', '…'), ngettext('…', '…', n), _('…').
CALL = re.compile(rf"\b(_|n?p?gettext)\(\s*({STRING}(?:\s*,\s*{STRING})*)")


class Command(BaseCommand):
    help = "Collects strings into locale/ and compiles the catalogues; --check only compares."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Write nothing; exit 1 if stale.")

    def handle(self, *args: object, check: bool = False, **options: object) -> None:
        problems = [problem for code in LANGUAGES for problem in self.language(code, check)]
        problems += [
            problem for source in WAGTAIL_WORDS for problem in self.words_of_wagtail(source, check)
        ]
        if problems:
            raise CommandError("\n".join(problems))
        self.stdout.write(f"messages: {len(LANGUAGES)} catalogues are complete")

    def language(self, code: str, check: bool) -> list[str]:
        folder = ROOT / "locale" / code / "LC_MESSAGES"
        catalogue = merged(folder / "django.po", code)
        if not check:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "django.po").write_bytes(po_bytes(catalogue))
            (folder / "django.mo").write_bytes(mo_bytes(catalogue))
        return list(lacking(folder, catalogue, code))

    def words_of_wagtail(self, source: Path, check: bool) -> list[str]:
        target = source.with_suffix(".mo")
        compiled = mo_bytes(read_po(io.BytesIO(source.read_bytes()), locale="id"))
        if not check:
            target.write_bytes(compiled)
        stale = not target.is_file() or target.read_bytes() != compiled
        return [f"{target.relative_to(ROOT)} is stale: run `make messages`"] if stale else []


def lacking(folder: Path, catalogue: Catalog, code: str) -> Iterator[str]:
    """Sentences about what is missing from, or stale in, the committed catalogue."""
    for message in catalogue:
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and (message.fuzzy or not all(strings)):
            yield f"{code}: not translated: {message.id!r}"
    for name, expected in (("django.po", po_bytes), ("django.mo", mo_bytes)):
        path = folder / name
        if not path.is_file() or path.read_bytes() != expected(catalogue):
            yield f"{code}: {name} is stale: run `make messages`"


def merged(path: Path, code: str) -> Catalog:
    """The strings of the source with the translations that `path` holds; English is the source."""
    known = read_po(io.BytesIO(path.read_bytes()), locale=code) if path.is_file() else Catalog()
    catalogue = Catalog(
        locale=code,
        project="Kanal",
        version="1",
        fuzzy=False,
        creation_date=UNDATED,
        revision_date=UNDATED,
    )
    catalogue.header_comment = "# Translations of Kanal."
    # Babel does not know that Indonesian nouns have one form for every number.
    catalogue.mime_headers = [("Plural-Forms", PLURALS[code])]
    for identity, context in sorted(set(strings()), key=lambda row: (str(row[0]), row[1] or "")):
        singular = identity[0] if isinstance(identity, tuple) else identity
        found = known.get(singular, context)
        string = found.string if found else ""
        if code == "en":
            string = identity
        elif isinstance(identity, tuple) and isinstance(string, str):
            string = (string,) * catalogue.num_plurals
        flags = ["python-format"] if re.search(r"%\(\w+\)[sd]|%[sd]", singular) else []
        catalogue.add(identity, string, flags=flags, context=context)
    return catalogue


def strings() -> Iterator[tuple[str | tuple[str, str], str | None]]:
    """Every translatable string of the source as (msgid or (msgid, plural), context)."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from of_python(path.read_bytes())
    for folder in (ROOT / "templates", *(ROOT / app / "templates" for app in APPS)):
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".html", ".txt"}:
                yield from of_template(path.read_text("utf-8"))


def of_python(source: bytes) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    for _line, function, found, _comments in extract_python(
        io.BytesIO(source), KEYWORDS, [], {"encoding": "utf-8"}
    ):
        if isinstance(function, str):
            yield from shaped(function.removesuffix("_lazy"), found)


def of_template(source: str) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    for function, arguments in CALL.findall(templatize(source)):
        yield from shaped(function, ast.literal_eval(f"({arguments},)"))


def shaped(
    function: str, arguments: str | Sequence[str | None]
) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    texts = [text for text in ((arguments,) if isinstance(arguments, str) else arguments) if text]
    context = texts.pop(0) if "pgettext" in function else None
    if texts:
        plural = function.startswith(("n", "np")) and len(texts) > 1
        yield ((texts[0], texts[1]) if plural else texts[0]), context


def po_bytes(catalogue: Catalog) -> bytes:
    target = io.BytesIO()
    write_po(target, catalogue, width=100)
    return target.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    target = io.BytesIO()
    write_mo(target, catalogue)
    return target.getvalue()
