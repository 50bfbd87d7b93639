"""Reading a file of regions, and saying by line what is wrong with it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Region, normalise_region_code
from accounts.models.regions import REGION_CODE
from accounts.names import normalise_name
from accounts.signals import regions_renamed

COLUMNS = ["code", "kecamatan", "kelurahan"]
MALANG = Path(__file__).resolve().parent / "data" / "malang_regions.csv"
LONGEST_NAME = 100


class RegionsFileError(Exception):
    """Nothing was loaded; `problems` are sentences, each naming its line (the header is line 1)."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Loaded:
    new: int
    renamed: int
    total: int


@transaction.atomic
def load_regions(path: Path) -> Loaded:
    """Add and rename regions as the file says, all or none; loading it again changes nothing.

    Regions that the file leaves out stay, since people may live there.
    """
    rows = read_regions(path)
    known = Region.objects.in_bulk([row.code for row in rows])
    new = [row for row in rows if row.code not in known]
    renamed = [row for row in rows if row.code in known and str(known[row.code]) != str(row)]
    Region.objects.bulk_create(new)
    Region.objects.bulk_update(renamed, ["kecamatan", "kelurahan"])
    if renamed:
        regions_renamed.send(sender=Region)
    return Loaded(new=len(new), renamed=len(renamed), total=len(rows))


def read_regions(path: Path) -> list[Region]:
    """The file's regions, unsaved; RegionsFileError names every line that is wrong."""
    reader = csv.DictReader(io.StringIO(_text(path), newline=""))
    header = [normalise_name(name).casefold() for name in reader.fieldnames or []]
    if sorted(header) != COLUMNS:
        raise RegionsFileError(
            [_("Line 1: the columns must be code,kecamatan,kelurahan, divided by commas.")]
        )
    reader.fieldnames = header
    return _checked((reader.line_num, row) for row in reader)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise RegionsFileError(
            [_("Line %(line)d: not UTF-8. Save the file as “CSV UTF-8”.") % {"line": line}]
        ) from error


def _checked(rows: Iterable[tuple[int, dict]]) -> list[Region]:
    regions: dict[str, Region] = {}
    first_seen: dict[str, int] = {}
    problems = []
    for line, row in rows:
        if not any(value and str(value).strip() for value in row.values()):
            continue
        problem = _problem(row) or _twice(row, first_seen)
        if problem:
            problems.append(_("Line %(line)d: %(problem)s") % {"line": line, "problem": problem})
            continue
        code = normalise_region_code(row["code"])
        first_seen[code] = line
        regions[code] = Region(
            code=code,
            kecamatan=normalise_name(row["kecamatan"]),
            kelurahan=normalise_name(row["kelurahan"]),
        )
    if not problems and not regions:
        problems.append(_("The file holds no region."))
    if problems:
        raise RegionsFileError(problems)
    return list(regions.values())


def _problem(row: dict) -> str:
    if None in row or None in row.values():
        return _("not three columns.")
    if not REGION_CODE.fullmatch(normalise_region_code(row["code"])):
        return _("the code “%(code)s” is not like 35.73.01.1001.") % {"code": row["code"].strip()}
    names = [normalise_name(row[column]) for column in ("kecamatan", "kelurahan")]
    if not all(names):
        return _("kecamatan or kelurahan is empty.")
    if max(map(len, names)) > LONGEST_NAME:
        return _("a name is longer than %(count)d characters.") % {"count": LONGEST_NAME}
    return ""


def _twice(row: dict, first_seen: dict[str, int]) -> str:
    code = normalise_region_code(row["code"])
    if code not in first_seen:
        return ""
    return _("the code %(code)s stands in line %(first)d already.") % {
        "code": code,
        "first": first_seen[code],
    }
