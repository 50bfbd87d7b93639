"""The header of a file: where it stands, how cells are parted, and which columns it names."""

from __future__ import annotations

import csv
import difflib

from django.utils.translation import gettext as _

from accounts.text import cleaned
from cohorts.importing.problems import ImportRefused, Problem

COLUMNS = ("email", "name", "region_code", "birth_year", "gender", "phone", "cohort", "channel")
SEPARATORS = (",", ";", "\t")
# Title rows above the header are common in offices; further down it is no longer a title.
HEADER_WITHIN = 10
# What Indonesian offices call our columns, so that the message can name the right one.
TRANSLATED = {
    "surel": "email",
    "e-mail": "email",
    "alamat email": "email",
    "nama": "name",
    "nama lengkap": "name",
    "kode wilayah": "region_code",
    "kode_wilayah": "region_code",
    "kelurahan": "region_code",
    "tahun lahir": "birth_year",
    "tahun_lahir": "birth_year",
    "jenis kelamin": "gender",
    "jenis_kelamin": "gender",
    "kelurahan/desa": "region_code",
    "desa": "region_code",
    "jk": "gender",
    "l/p": "gender",
    "telepon": "phone",
    "telp": "phone",
    "hp": "phone",
    "no. hp": "phone",
    "no wa": "phone",
    "whatsapp": "phone",
    "no hp": "phone",
    "nomor hp": "phone",
    "angkatan": "cohort",
    "kanal": "channel",
    "youtube": "channel",
    "nama peserta": "name",
    "kelompok": "cohort",
}


def find_header(lines: list[str]) -> tuple[int, str]:
    """Index of the header line and the separator it is written with."""
    best = (0, 0, ",")
    for index, text in enumerate(lines[:HEADER_WITHIN]):
        for separator in SEPARATORS:
            # Not yet as CSV: with the wrong separator its quotes would not match.
            found = {cleaned(cell).lower() for cell in text.replace('"', "").split(separator)}
            known = len(found & {*COLUMNS, *TRANSLATED})
            if known > best[0]:
                best = (known, index, separator)
    # One known word may stand in any title ("Email peserta angkatan 2").
    if best[0] < 2:
        raise ImportRefused(
            [
                Problem(
                    _("The first line is not the header. It must name the columns: %(columns)s.")
                    % {"columns": ",".join(COLUMNS)},
                    1,
                )
            ]
        )
    return best[1], best[2]


def read_header(text: str, separator: str, line: int) -> list[str]:
    """The names of the columns; raises ImportRefused where they are not ours."""
    try:
        header = [cleaned(cell).lower() for cell in split(text, separator)]
    except ValueError as error:
        raise ImportRefused([Problem(str(error), line)]) from error
    problems = _header_problems(header, line)
    if problems:
        raise ImportRefused(problems)
    return header


def _header_problems(header: list[str], line: int) -> list[Problem]:
    """What is wrong with the columns; an unknown one may be a missing one by another name."""
    reasons, strange = [], []
    absent = [name for name in COLUMNS if name not in header]
    missing = [*absent]
    for name in dict.fromkeys(header):
        if name and header.count(name) > 1:
            reasons.append(_("Column %(name)s appears twice.") % {"name": name})
        elif name and name not in COLUMNS:
            meant = _meant_by(name, missing)
            if meant:
                missing.remove(meant)
                values = {"name": name, "meant": meant}
                reasons.append(_("Column %(name)s is not known: call it %(meant)s.") % values)
            else:
                strange.append(name)
    for name in strange:
        # Of two that may stand for one column, which it is only the clerk knows.
        meant = _meant_by(name, absent)
        reasons.append(_strange(name, missing or [meant] * bool(meant)))
    if missing:
        reasons.append(_("These columns are missing: %(names)s.") % {"names": ", ".join(missing)})
    return [Problem(reason, line) for reason in reasons]


def _meant_by(name: str, missing: list[str]) -> str:
    """Which of the missing columns a name most likely stands for; empty where nothing is near."""
    if TRANSLATED.get(name) in missing:
        return TRANSLATED[name]
    close = difflib.get_close_matches(name, missing, n=1)
    return close[0] if close else ""


def _strange(name: str, missing: list[str]) -> str:
    if missing:
        return _(
            "Column %(name)s is not known. Is it one of those that are missing (%(names)s)? Then "
            "call it so."
        ) % {"name": name, "names": ", ".join(missing)}
    return _("Column %(name)s is not known, and none is missing: take it out.") % {"name": name}


def split(text: str, separator: str) -> list[str]:
    """The cells of one physical line; raises ValueError for quotes that do not match."""
    try:
        return next(csv.reader([text], delimiter=separator, strict=True), [])
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise ValueError(
                _(
                    "A quotation mark opens a cell here and is never closed on this line: close "
                    "it, or take the line break out of the cell."
                )
            ) from error
        if "field limit" in str(error):
            raise ValueError(_("A cell here is longer than any text may be.")) from error
        raise ValueError(
            _('The quotation marks do not match: write “""” for one inside a quoted cell.')
        ) from error
