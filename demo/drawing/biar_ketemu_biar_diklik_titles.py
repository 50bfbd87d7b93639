"""Pictures of the course card and of module 1, Judul."""

from __future__ import annotations

from demo.drawing.biar_ketemu_biar_diklik_parts import (
    B2,
    DIM,
    GREY,
    K2,
    P2,
    RED,
    T2,
    at,
    bars,
    chip,
    cross,
    curve,
    finger,
    phone,
    room,
    tag,
    tick,
)
from demo.drawing.shapes import (
    INK,
    B,
    K,
    P,
    T,
    W,
    Y,
    circ,
    house,
    line,
    rect,
    svg,
    tree,
    txt,
)


def course() -> str:
    """One house of the street under the magnifier."""
    o = room(B, B2, 432)
    o += house(40, 432, 130, 120, K, "gable", 56, "two") + house(
        204, 432, 140, 150, P, "hip", 44, "lit"
    )
    o += tree(186, 432, 1.5) + house(380, 432, 130, 116, T, "gable", 58, "two")
    o += house(846, 432, 140, 130, P, "gable", 54, "two")
    o += curve("M780 372l108 108", "none", INK, 40) + curve("M806 398l74 74", "none", K2, 20)
    o += '<clipPath id="glass"><circle cx="670" cy="246" r="166"/></clipPath>'
    inside = rect(480, 60, 380, 400, "#eaf7ff", None) + rect(480, 344, 380, 120, T, INK, 5)
    inside += house(580, 346, 180, 136, Y, "gable", 84, "play") + tree(540, 346, 1.5)
    o += f'<g clip-path="url(#glass)">{inside}</g>' + circ(670, 246, 166, "none", INK, 16)
    o += curve("M560 170q30 -54 84 -66", "none", W, 10)
    return svg(960, 540, o)


def promise() -> str:
    """A shop pane with a paper on it, and a crisp to prove what it says."""
    o = room(K, K2, 440)
    o += rect(70, 150, 420, 290, "#fff3d0", INK, 5) + rect(104, 196, 240, 206, "#d8f0ff", INK, 5)
    o += rect(376, 232, 84, 208, "#8b5a3c", INK, 5) + circ(392, 340, 6, Y, INK, 3)
    for i in range(7):
        x = 50 + i * 66
        o += curve(f"M{x} 92h66v66a33 30 0 0 1 -66 0Z", (Y, W)[i % 2], INK, 5)
    paper = rect(-92, -66, 184, 132, W, INK, 4) + rect(-34, -78, 68, 24, Y, INK, 3)
    paper += txt(0, 8, 42, "Renyah,", INK, "middle") + txt(0, 52, 38, "coba saja", INK, "middle")
    o += at(224, 302, paper)
    o += finger(768, 270, 340, 80, 12) + chip(774, 232, 1.8, -12) + finger(872, 268, 340, 70, -28)
    o += tag(224, 484, 160, "janji", 46, W) + tag(774, 70, 160, "bukti!", 46, Y)
    return svg(960, 540, o)


def counter() -> str:
    """The phone says it shortly, the board of the office at length."""
    o = room(T, T2, 446)
    o += rect(560, 300, 340, 150, "#c99a5b", INK, 5) + rect(540, 284, 380, 30, "#8b5a3c", INK, 5)
    o += line(600, 20, 600, 60, 5) + line(860, 20, 860, 60, 5)
    o += rect(550, 58, 360, 170, GREY, INK, 5, 6)
    for i, text in enumerate(["Penerbitan", "kembali", "dokumen"]):
        o += txt(730, 108 + i * 48, 42, text, "#5b6778", "middle")
    o += rect(640, 236, 60, 48, W, INK, 4) + bars(650, 248, [40, 32], 16, 7)
    o += curve("M790 284a34 30 0 0 1 68 0Z", Y, INK, 5) + line(824, 254, 824, 244, 6)
    o += phone(110, 34, 310, 480)
    o += rect(138, 78, 254, 78, W, INK, 5, 39) + txt(162, 130, 38, "ktp hilang")
    o += circ(362, 112, 13, "none", INK, 6) + line(371, 122, 379, 132, 6)
    for i, w in enumerate((180, 190, 160)):
        y = 186 + i * 100
        o += rect(138, y, 110, 64, (Y, K, B)[i], INK, 4, 6)
        o += bars(262, y + 12, [w - 70, w - 100], 26, 11)
    o += finger(380, 402, 240, 70, -38)
    return svg(960, 540, o)


def five_strips() -> str:
    """Five strips to choose from and a quarter of an hour to do it."""
    o = room(P, P2, 470)
    names = ["hasil", "pertanyaan", "angka", "sesudah", "kampung"]
    for i, name in enumerate(names):
        chosen = name == "kampung"
        strip = rect(0, -38, 440, 72, Y if chosen else W, INK, 5, 6)
        strip += rect(18, -16, 30, 30, W, INK, 4, 4) + txt(68, 16, 46, name)
        o += at(60 + (36 if chosen else 0), 72 + i * 94, strip)
    o += tick(126, 446, 14, RED, 9)
    o += rect(676, 52, 68, 40, INK, None, 0, 8) + rect(694, 84, 32, 30, INK, None)
    o += circ(710, 270, 164, INK, INK, 4) + circ(710, 270, 140, W, INK, 4)
    o += curve("M710 270V130A140 140 0 0 1 850 270Z", K, INK, 5)
    o += txt(710, 384, 104, "15", INK, "middle") + circ(710, 270, 12, INK, None)
    return svg(960, 540, o)


def suggestions() -> str:
    """What the search box gives away before anything is pressed."""
    o = rect(0, 0, 960, 540, "#d8f0ff", None)
    o += rect(60, 30, 640, 560, INK, INK, 4, 44) + rect(82, 66, 596, 520, W, None, 0, 20)
    o += rect(108, 92, 544, 84, W, INK, 6, 42) + txt(144, 150, 50, "keripik tempe")
    o += line(482, 112, 482, 158, 6)
    o += circ(604, 128, 18, "none", INK, 6) + line(617, 141, 630, 156, 7)
    o += rect(100, 196, 560, 76, Y, INK, 5, 12)
    for i, word in enumerate(["sanan", "renyah", "tipis"]):
        y = 250 + i * 82
        o += circ(134, y - 16, 12, "none", INK, 5) + line(143, y - 7, 152, y + 2, 6)
        o += txt(176, y, 44, f"keripik tempe {word}")
    o += tag(830, 92, 232, "ketik, diam,", 38, W) + tag(830, 148, 232, "baca saran", 38, W)
    o += finger(646, 268, 460, 84, -38)
    return svg(960, 540, o)


def scissors() -> str:
    """Open scissors that point up, around the origin."""
    blades = line(-30, -40, 20, 30, 9) + line(30, -40, -20, 30, 9)
    return blades + circ(-26, 44, 16, W, INK, 8) + circ(26, 44, 16, W, INK, 8)


def cut_off() -> str:
    """Forty letters are seen, the rest is lost: what stands in front decides."""
    o = rect(0, 0, 960, 420, "#d8f0ff", None)
    sides = [
        (24, ["Resep Turun-temurun", "dari Dapur Ibu Kami:"], "Keripik Tempe Sanan", False),
        (492, ["Keripik Tempe Sanan,", "Resep Turun-temurun"], "dari Dapur Ibu Kami", True),
    ]
    for x, seen, lost, good in sides:
        o += rect(x, 66, 444, 158, W, INK, 5, 10)
        for i, text in enumerate(seen):
            o += txt(x + 20, 142 + i * 56, 40, text)
        o += rect(x, 296, 444, 84, "#eef2f6", DIM, 4, 10, ' stroke-dasharray="10 9"')
        o += txt(x + 20, 352, 40, lost, "#6b788a")
        o += circ(x + 222, 56, 40, P if good else K, INK, 5)
        o += tick(x + 216, 58, 16, INK, 9) if good else cross(x + 222, 56, 15, INK)
    o += line(16, 260, 944, 260, 5, INK, ' stroke-dasharray="4 13"')
    return svg(960, 420, o + at(480, 260, scissors(), 90))


def pictures() -> dict[str, str]:
    return {
        "poster": course(),
        "1-1": promise(),
        "1-2": counter(),
        "1-3": five_strips(),
        "1-2-saran": suggestions(),
        "1-2-potong": cut_off(),
    }
