"""Names and addresses of people, brought to one form at the edge so that equality is enough."""

from __future__ import annotations

import unicodedata

from accounts.text import cleaned

APOSTROPHES = "'’‘ʼ`´"

# What people put before a name, without dots. "Sri" and "Dewi" are names, "Ida" is one by itself.
TITLES = frozenset(
    """
    h hj kh kyai kiai nyai ust ustad ustadz ustaz ustadzah ustazah gus ning habib pdt pastor romo
    prof dr dra drs drg drh ir apt ns
    bu ibu pak bapak bp bpk mas mbak mba kang teh sdr sdri nn ny tn
    raden r ra rm rr roro
    """.split()
)
# Words of Balinese names by which nobody is called alone; "Ida" is a whole name to others.
PARTICLE = "ni"
PAIRS = frozenset([("ida", "bagus"), ("ida", "ayu"), ("ida", "i"), ("anak", "agung")])
# Letters and signs that are drawn as nothing.
FILLERS = dict.fromkeys(map(ord, "\u115f\u1160\u2800\u3164\uffa0"), " ")


def normalise_email(text: str | None) -> str:
    """The one stored form of an e-mail address: no blanks around it, NFC, lower case."""
    return cleaned(text or "").lower()


def normalise_name(text: str | None) -> str:
    """A name as typed, in NFC, with every run of blanks made one blank and nothing unseen."""
    return cleaned((text or "").translate(FILLERS))


def initials(name: str) -> str:
    """One or two capitals that stand for a name of any shape; empty for a name without letters."""
    called = without_titles(name.partition(",")[0])
    found = [next((sign for sign in word if sign.isalnum()), "") for word in called.split()]
    letters = [letter for letter in found if letter]
    return "".join(letters if len(letters) < 3 else [letters[0], letters[-1]]).upper()


def calling_name(name: str) -> str:
    """The first word of a name, with the titles, particles and letters that stand before it."""
    words = name.split()
    lead = next((index for index in range(len(words)) if _calls(words, index)), len(words) - 1)
    return " ".join(words[: lead + 1]).rstrip(",")


def without_titles(name: str) -> str:
    """The name from its first word that is no title; whole where it has no other."""
    words = name.split()
    first = next((index for index, word in enumerate(words) if not is_title(word)), 0)
    return " ".join(words[first:])


def is_title(word: str) -> bool:
    """Whether a word that stands before a name is a title, with or without dots, in any case."""
    return word.replace(".", "").rstrip(",").casefold() in TITLES


def folded(text: str) -> str:
    """The text without case, accents and apostrophes, as people look for a name."""
    marked = unicodedata.normalize("NFKD", _lower(unicodedata.normalize("NFKD", text)))
    return "".join(sign for sign in marked if not unicodedata.combining(sign))


def sort_key(name: str) -> str:
    """What orders people, sign by sign: folded, without titles, word by word.

    Of two words that differ by accents alone the plain one comes first.
    """
    return title_sort_key(without_titles(name))


def title_sort_key(title: str) -> str:
    """What orders cohorts, tracks and courses: as `sort_key`, and every word counts."""
    words = [word.strip(',.()"-') for word in title.split()]
    return " ".join(_key_of(word) for word in words if word)


def _key_of(word: str) -> str:
    key = folded(word)
    # "!" comes after the blank that ends a word and before every letter.
    return f"{key}!" if key != _lower(word) else key


def _lower(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, APOSTROPHES))).casefold()


def _calls(words: list[str], index: int) -> bool:
    word, after = (" ".join(words[index + step : index + step + 1]).casefold() for step in (0, 1))
    if is_title(word) or word.endswith(".") or len(word) == 1:
        return False
    return word != PARTICLE and (word, after) not in PAIRS
