"""Files as clerks really send them; the cases come from public reports of other systems."""

from __future__ import annotations

import pytest

from cohorts.importing import ImportRefused
from cohorts.importing.reading import Row
from cohorts.importing.reading import read_rows as read_file

HEADER = "email,name,region_code,birth_year,gender,phone,cohort,channel"


def read_rows(data: bytes) -> list[Row]:
    """The rows of a file with which nothing is wrong."""
    read = read_file(data)
    if read.problems:
        raise ImportRefused(read.problems)
    return read.rows


def refusal(data: bytes) -> list[tuple[int | None, str]]:
    with pytest.raises(ImportRefused) as caught:
        read_rows(data)
    return [(problem.line, str(problem.reason)) for problem in caught.value.problems]


def file(*lines: str, end: str = "\r\n", encoding: str = "utf-8") -> bytes:
    return end.join([HEADER, *lines, ""]).encode(encoding)


SARI = "sari@contoh.example,Sari Dewi,35.73.02.1001,1998,F,081234567890,kawi,"


def test_a_plain_file_gives_its_rows_with_the_lines_an_editor_shows() -> None:
    rows = read_rows(file(SARI, SARI.replace("sari", "joko")))
    assert [(row.line, row.cells["email"]) for row in rows] == [
        (2, "sari@contoh.example"),
        (3, "joko@contoh.example"),
    ]
    assert rows[0].cells["phone"] == "081234567890"


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_are_understood_and_commas_in_names_survive(separator: str) -> None:
    cells = ["nur@contoh.example", "Hj. Siti Nur'aini, S.Pd.", "35.73.04.1007", "1975", "F"]
    text = separator.join([*cells, "", "kawi", ""])
    rows = read_rows(f"{HEADER.replace(',', separator)}\n{text}\n".encode())
    assert rows[0].cells["name"] == "Hj. Siti Nur'aini, S.Pd."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_does_not_stick_to_the_first_column(encoding: str) -> None:
    assert read_rows(file(SARI, encoding=encoding))[0].cells["email"] == "sari@contoh.example"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_what_editors_call_unicode_is_read_without_a_mark_too(encoding: str) -> None:
    rows = read_rows(file(SARI, SARI.replace("Dewi", "Renée"), encoding=encoding))
    assert [row.cells["name"] for row in rows] == ["Sari Dewi", "Sari Renée"]


@pytest.mark.parametrize(
    ("encoding", "end"), [("cp1252", "\r\n"), ("mac_roman", "\r"), ("latin-1", "\n")]
)
def test_a_file_of_old_letters_is_refused_with_each_line_that_has_some(
    encoding: str, end: str
) -> None:
    renee = SARI.replace("Dewi", "Renée")
    found = refusal(file(SARI, renee, SARI, renee, end=end, encoding=encoding))
    assert [line for line, _reason in found] == [3, 5]
    assert all("UTF-8" in reason for _line, reason in found)


@pytest.mark.parametrize("spoilt", ["Ren\ufffde", "Renée".encode().decode("cp1252")])
def test_a_name_that_lost_its_letters_before_is_named_and_not_stored(spoilt: str) -> None:
    [(line, _reason)] = refusal(file(SARI, SARI.replace("Dewi", spoilt)))
    assert line == 3


@pytest.mark.parametrize("name", ["Renée Ōtani", "Ma’ruf", "محمد علي", "ꦩꦭꦁ", "D'Angelo", "Y", "ÃO"])
def test_names_of_any_script_pass_as_they_are(name: str) -> None:
    assert read_rows(file(SARI.replace("Sari Dewi", name)))[0].cells["name"] == name


@pytest.mark.parametrize("signature", [b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0rest"])
def test_a_workbook_is_called_one_and_the_way_out_is_named(signature: bytes) -> None:
    [(line, reason)] = refusal(signature)
    assert line is None
    assert "Excel" in reason
    assert "CSV" in reason


def test_blanks_around_cells_go_in_every_column() -> None:
    padded = " sari@contoh.example ,  Sari Dewi ,35.73.02.1001 ,1998, F,\t,\u00a0kawi , @warung "
    cells = read_rows(file(padded))[0].cells
    assert cells["email"] == "sari@contoh.example"
    assert cells["region_code"] == "35.73.02.1001"
    assert (cells["phone"], cells["cohort"], cells["channel"]) == ("", "kawi", "@warung")


def test_what_nobody_sees_goes_in_every_column() -> None:
    seen = SARI.split(",")
    hidden = ",".join(f"\u200b{cell[:1]}\u2060{cell[1:]}\u202c" for cell in seen)
    assert list(read_rows(file(hidden))[0].cells.values()) == seen


def test_titles_above_the_header_are_passed_over_and_lines_stay_the_files() -> None:
    data = f"DAFTAR PESERTA 2026,,,,,,,\n,,,,,,,\n{HEADER}\n{SARI}\n".encode()
    assert [row.line for row in read_rows(data)] == [4]


def test_blank_rows_are_nobody() -> None:
    rows = read_rows(file(SARI, *[",,,,,,,"] * 40, "", " , , , , , , , "))
    assert len(rows) == 1


def test_a_quote_left_open_is_named_and_swallows_no_other_row() -> None:
    waiting = [SARI.replace("sari", f"antri{number}") for number in range(8)]
    found = refusal(
        file(
            SARI,
            'rudi@contoh.example,"Rudi "Kumis" Hartono,35.73.02.1001,1990,M,,kawi,',
            'agus@contoh.example,"Agus Salim,35.73.02.1001,1991,M,,kawi,',
            *waiting,
        )
    )
    assert [line for line, _reason in found] == [3, 4]
    assert found[0][1] != found[1][1]


def test_a_quote_left_open_in_the_header_is_named() -> None:
    [(line, _reason)] = refusal(f'"{HEADER}\n{SARI}\n'.encode())
    assert line == 1


@pytest.mark.parametrize("spoilt", [SARI.replace("Dewi", "De\x00wi"), "\x00" * 512])
def test_a_sign_that_no_text_has_is_called_so(spoilt: str) -> None:
    [(line, reason)] = refusal(file(SARI, spoilt))
    assert line == 3
    assert "8" not in reason


@pytest.mark.parametrize("unseen", ["\u200b,\u2060 ,,\u00a0,\u202e,,,", "\u200b", "\u3000,,,,,,,"])
def test_a_line_of_nothing_to_see_is_blank(unseen: str) -> None:
    assert [row.line for row in read_rows(file(SARI, unseen, SARI))] == [2, 4]


def test_a_cell_longer_than_any_text_is_called_so() -> None:
    [(line, reason)] = refusal(file(SARI, SARI.replace("Dewi", "x" * 200_000)))
    assert line == 3
    assert "“" not in reason


def test_a_column_twice_is_named() -> None:
    [(line, reason)] = refusal(f"{HEADER},email\n{SARI},x@contoh.example\n".encode())
    assert line == 1
    assert "email" in reason


def test_every_problem_of_every_line_is_told_at_once() -> None:
    spoilt = file(
        SARI,
        'agus@contoh.example,"Agus,35.73.02.1001,1991,M,,kawi,',
        "sari@contoh.example,Sari",
        SARI.replace("Dewi", "De\x00wi"),
    ) + SARI.replace("Dewi", "Renée").encode("cp1252")
    read = read_file(spoilt)
    assert [problem.line for problem in sorted(read.problems, key=lambda one: one.line)] == [
        3,
        4,
        5,
        6,
    ]
    assert [row.line for row in read.rows] == [2]


def test_a_header_in_quotes_after_a_byte_order_mark_is_read() -> None:
    quoted = ",".join(f'"{name}"' for name in HEADER.split(","))
    assert read_rows(f"\ufeff{quoted}\n{SARI}\n".encode())[0].cells["name"] == "Sari Dewi"


def test_nine_title_rows_are_passed_over_and_a_tenth_is_no_title() -> None:
    def under(titles: int) -> bytes:
        return ("DAFTAR PESERTA\n" * titles + f"{HEADER}\n{SARI}\n").encode()

    assert [row.line for row in read_rows(under(9))] == [11]
    assert refusal(under(10))[0][0] == 1


def test_empty_cells_beyond_the_header_are_nothing() -> None:
    assert read_rows(file(f"{SARI},,,"))[0].cells["cohort"] == "kawi"


def test_one_word_that_happens_to_be_a_column_makes_no_header() -> None:
    [(line, reason)] = refusal(b"name\nSari\n")
    assert line == 1
    assert HEADER in reason


def test_a_strange_column_is_asked_about_while_one_is_missing() -> None:
    found = refusal(f"{HEADER.replace('phone', 'kontak')}\n{SARI}\n".encode())
    (strange, missing) = [reason for _line, reason in found]
    assert "kontak" in strange
    assert "phone" in strange
    assert strange.endswith("beri nama itu.")
    assert "phone" in missing


def test_a_column_too_many_is_only_taken_out_where_none_is_missing() -> None:
    [(line, reason)] = refusal(f"{HEADER},catatan\n{SARI},halo\n".encode())
    assert line == 1
    assert "catatan" in reason
    assert "keluarkan" in reason


def test_two_names_for_one_missing_column_are_not_both_called_it() -> None:
    found = refusal(f"{HEADER.replace('phone', 'telepon')},no hp\n{SARI},1\n".encode())
    assert len([reason for _line, reason in found if reason.endswith("phone.")]) == 1
    assert "keluarkan" not in " ".join(reason for _line, reason in found)


def test_a_slip_in_a_columns_name_is_answered_with_the_name() -> None:
    [(_line, reason)] = refusal(f"{HEADER.replace('email', 'emial')}\n{SARI}\n".encode())
    assert "emial" in reason
    assert reason.endswith("email.")


def test_missing_and_translated_columns_are_named_with_the_right_word() -> None:
    header = "surel,nama,region_code,birth_year,gender,phone,cohort"
    found = refusal(f"{header}\nsari@contoh.example,Sari,,,,,kawi\n".encode())
    (surel, nama, missing) = [reason for _line, reason in found]
    assert "surel" in surel
    assert "email" in surel
    assert "name" in nama
    assert "channel" in missing
    assert "email" not in missing  # told already, beside the column to be renamed


def test_a_file_without_a_header_is_told_so() -> None:
    [(line, reason)] = refusal(f"{SARI}\n".encode())
    assert line == 1
    assert HEADER in reason


def test_a_row_with_too_few_or_too_many_cells_is_named() -> None:
    found = refusal(file("sari@contoh.example,Sari", f"{SARI},,satu,dua"))
    assert [line for line, _reason in found] == [2, 3]


def test_a_header_with_nobody_below_is_refused() -> None:
    assert refusal(file())[0][0] is None


def test_a_line_separator_inside_a_name_is_no_new_line() -> None:
    rows = read_rows(file(SARI.replace("Sari Dewi", "Sari\u2028Dewi"), SARI))
    assert [row.line for row in rows] == [2, 3]


def test_a_row_whose_cell_reads_like_a_column_is_not_taken_for_the_header() -> None:
    rows = read_rows(file(SARI.replace("Sari Dewi", "Desa"), SARI))
    assert [row.line for row in rows] == [2, 3]
