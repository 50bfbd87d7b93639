"""Pictures of module 3, Deskripsi, Bab, Setelan."""

from __future__ import annotations

from demo.drawing.biar_ketemu_biar_diklik_parts import (
    B2,
    DIM,
    GREY,
    K2,
    P2,
    RED,
    T2,
    Y2,
    at,
    bars,
    chip,
    cup,
    curve,
    finger,
    phone,
    room,
    tag,
)
from demo.drawing.shapes import INK, B, K, P, T, W, Y, circ, house, line, play, rect, svg, tree, txt

CHAPTERS = [("0:00", Y), ("0:45", T), ("2:10", P), ("4:00", B)]


def sign_board() -> str:
    """A potter's house whose board has answered already."""
    o = room(P, P2, 440)
    o += house(70, 440, 330, 200, W, "gable", 120, None) + rect(
        120, 300, 90, 140, "#8b5a3c", INK, 5
    )
    o += rect(252, 280, 116, 84, "#d8f0ff", INK, 5) + line(310, 280, 310, 364, 5)
    o += cup(280, 424, 0.5, K, W) + cup(372, 424, 0.5, B, W) + tree(46, 440, 2.0)
    o += line(600, 430, 600, 500, 14, "#8b5a3c") + line(850, 430, 850, 500, 14, "#8b5a3c")
    o += rect(530, 50, 390, 390, "#fff3d0", INK, 6, 10)
    for i, (word, fill) in enumerate(
        [("apa", Y), ("di mana", T), ("jam buka", K), ("cara pesan", B)]
    ):
        y = 96 + i * 90
        o += rect(556, y - 24, 60, 60, fill, INK, 5, 10) + txt(638, y + 22, 48, word)
    o += pictograms()
    return svg(960, 540, o)


def pictograms() -> str:
    """A cup, a pin, a clock and a message, in the squares of the board."""
    o = at(582, 103, cup(0, 0, 0.3, W, W))
    o += curve("M586 220q-20 -24 -20 -34a20 18 0 0 1 40 0q0 10 -20 34Z", W, INK, 4)
    o += circ(586, 187, 6, INK, None)
    o += circ(586, 282, 19, W, INK, 4) + line(586, 282, 586, 271, 4) + line(586, 282, 595, 286, 4)
    o += curve("M568 358h36v24h-22l-10 10v-10h-4Z", W, INK, 4)
    return o


def cut_bar() -> str:
    """A player whose bar is cut into four, with what is said written under the picture."""
    o = room(K, K2, 470) + rect(150, 30, 660, 330, INK, INK, 4, 18)
    o += rect(168, 48, 624, 294, "#fff3d0", None, 0, 6)
    o += curve("M236 190h260q-16 84 -130 84t-130 -84Z", "#4b5563", INK, 6)
    o += f'<ellipse cx="366" cy="190" rx="130" ry="30" fill="{Y}" stroke="{INK}" stroke-width="6"/>'
    o += chip(320, 184, 0.5) + chip(392, 178, 0.5, 40) + line(496, 190, 580, 172, 14)
    for x in (300, 366, 430):
        o += curve(f"M{x} 136q-12 -16 0 -30t0 -30", "none", INK, 5)
    o += rect(420, 268, 350, 60, INK, None, 0, 8) + txt(595, 312, 46, "15 ribu, Sanan", W, "middle")
    x = 80
    for (time, fill), w in zip(CHAPTERS, (150, 200, 230, 190), strict=True):
        o += rect(x, 392, w - 8, 44, fill, INK, 5, 6) + txt(x, 512, 50, time, W)
        x += w
    return svg(960, 540, o)


def toggle(x: float, y: float, on: bool) -> str:
    o = rect(x, y, 84, 46, P if on else GREY, INK, 5, 23)
    return o + circ(x + (60 if on else 24), y + 23, 15, W, INK, 4)


def switches() -> str:
    """Eight settings, and a bottle that came as a gift."""
    o = room(Y, Y2, 446) + rect(60, 44, 500, 430, W, INK, 6, 16)
    for i in range(8):
        x, y = 90 + (i % 2) * 240, 76 + (i // 2) * 98
        o += rect(x, y, 60, 60, (B, K, T, Y)[i // 2], INK, 5, 10) + toggle(x + 84, y + 7, i != 7)
        o += line(x + 16, y + 22, x + 44, y + 22, 6) + line(x + 16, y + 38, x + 34, y + 38, 6)
    o += rect(700, 96, 76, 50, INK, None, 0, 8)
    o += curve("M702 146h72v40q46 22 46 70v190h-164v-190q0 -48 46 -70Z", RED, INK, 6)
    o += rect(656, 280, 164, 110, W, INK, 5) + txt(738, 349, 42, "sambal", INK, "middle")
    o += curve("M738 176q-60 -50 -66 -8q0 34 66 8q60 -50 66 -8q0 34 -66 8Z", T, INK, 5)
    o += circ(738, 176, 12, Y, INK, 4) + line(790, 186, 838, 226, 4)
    o += tag(846, 246, 160, "kiriman", 42, W, 8)
    return svg(960, 540, o)


def scene_notes() -> str:
    o = room(T, T2, 226, 480, 270) + phone(20, 20, 210, 150)
    o += rect(40, 44, 170, 100, "#fff3d0", None) + chip(94, 94, 0.5) + chip(152, 96, 0.5, 30)
    o += at(346, 124, rect(-88, -104, 176, 214, W, INK, 4), 2)
    for i, (time, _) in enumerate(CHAPTERS):
        o += txt(276, 66 + i * 46, 34, time) + bars(346, 50 + i * 46, [64], 20, 9)
    o += at(410, 206, rect(-8, -80, 16, 90, Y, INK, 4) + curve("M-8 10l8 20l8 -20Z", W, INK, 4), 30)
    o += finger(414, 188, 180, 48, -24)
    return svg(480, 270, o)


def scene_rows() -> str:
    o = room(B, B2, 244, 480, 270) + rect(50, 18, 380, 240, W, INK, 5, 14)
    o += rect(66, 28, 348, 52, Y, INK, 4, 8)
    for i, (time, _) in enumerate(CHAPTERS):
        name = ("Pembuka", "Bahan", "Menggoreng", "Hasil")[i]
        o += txt(84, 68 + i * 54, 38, time) + txt(178, 68 + i * 54, 38, name)
    return svg(480, 270, o)


def scene_bar() -> str:
    o = room(K, K2, 236, 480, 270) + rect(70, 16, 340, 174, INK, INK, 4, 12)
    o += (
        rect(82, 28, 316, 150, "#fff3d0", None, 0, 4)
        + chip(166, 104, 0.9)
        + chip(310, 104, 0.9, 50)
    )
    o += circ(240, 104, 34, W, INK, 4) + play(243, 104, 15)
    x = 40
    for (_, fill), w in zip(CHAPTERS, (60, 120, 130, 90), strict=True):
        o += rect(x, 206, w - 6, 26, fill, INK, 4, 4)
        x += w
    return svg(480, 270, o)


def scene_subtitle() -> str:
    o = room(P, P2, 244, 480, 270) + rect(40, 16, 400, 226, INK, INK, 4, 14)
    o += rect(54, 30, 372, 198, "#fff3d0", None, 0, 6) + chip(130, 84, 0.7) + chip(226, 80, 0.7, 40)
    o += chip(322, 86, 0.7, 80) + rect(70, 140, 160, 64, DIM, INK, 4, 8)
    o += txt(150, 186, 42, "50 ribu", INK, "middle") + line(78, 172, 222, 172, 7, RED)
    o += rect(250, 140, 160, 64, Y, INK, 4, 8) + txt(330, 186, 42, "15 ribu", INK, "middle")
    return svg(480, 270, o)


def pictures() -> dict[str, str]:
    return {
        "3-1": sign_board(),
        "3-2": cut_bar(),
        "3-3": switches(),
        "3-2-adegan-1": scene_notes(),
        "3-2-adegan-2": scene_rows(),
        "3-2-adegan-3": scene_bar(),
        "3-2-adegan-4": scene_subtitle(),
    }
