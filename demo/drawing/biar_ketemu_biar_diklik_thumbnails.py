"""Pictures of module 2, Thumbnail."""

from __future__ import annotations

from demo.drawing.biar_ketemu_biar_diklik_parts import (
    B2,
    DIM,
    K2,
    P2,
    RED,
    T2,
    Y2,
    at,
    badge,
    bars,
    bubble,
    clear,
    cross,
    crowded,
    cup,
    curve,
    finger,
    mask,
    person,
    phone,
    room,
    tag,
    tick,
)
from demo.drawing.shapes import INK, B, K, P, T, W, Y, circ, line, rect, svg, txt


def corners(x: float, y: float, w: float, h: float, s: float = 30, sw: float = 8) -> str:
    """The four corners of a viewfinder."""
    o = ""
    for cx, dx in ((x, s), (x + w, -s)):
        for cy, dy in ((y, s), (y + h, -s)):
            o += curve(f"M{cx + dx} {cy}H{cx}V{cy + dy}", "none", INK, sw)
    return o


def own_photo() -> str:
    """The cup is photographed while it still stands on the bench."""
    o = room(Y, Y2, 420)
    o += rect(560, 360, 420, 60, "#c99a5b", INK, 5) + rect(600, 420, 34, 130, "#8b5a3c", INK, 5)
    o += curve("M860 360q-6 -44 40 -44t44 44Z", "#9a6a4a", INK, 5)
    o += cup(724, 260, 1.7, W, K)
    o += rect(70, 110, 440, 262, INK, INK, 4, 30)
    o += rect(100, 134, 380, 214, "#d8f0ff", None, 0, 10)
    o += rect(100, 290, 380, 58, "#c99a5b", INK, 4) + cup(372, 236, 0.98, W, K)
    o += corners(122, 154, 336, 174) + circ(158, 190, 15, RED, None)
    o += finger(150, 326, 260, 76, 20) + finger(480, 318, 280, 76, -24)
    return svg(960, 540, o)


def two_thumbs() -> str:
    """A thumbnail no wider than two thumbs, and a second to read it."""
    o = room(T, T2, 470)
    o += clear(178, 128, 330)
    o += finger(128, 120, 460, 96, 4) + finger(560, 120, 460, 96, -4)
    o += curve("M190 82H496M214 62l-24 20l24 20M472 62l24 20l-24 20", "none", INK, 6)
    o += rect(748, 60, 44, 34, INK, None, 0, 8) + circ(770, 230, 128, INK, INK, 4)
    o += (
        circ(770, 230, 108, W, INK, 4)
        + line(770, 230, 770, 146, 9, RED)
        + circ(770, 230, 10, INK, None)
    )
    o += txt(770, 294, 40, "1 detik", INK, "middle")
    return svg(960, 540, o)


def on_stage() -> str:
    """The picture asks, the title answers half."""
    o = room(B, B2, 430)
    for i in range(3):
        o += curve(f"M{-20 + i * 44} -10h46v420q-23 26 -46 0Z", K if i % 2 else K2, INK, 4)
        o += curve(f"M{980 - i * 44} -10h-46v420q23 26 46 0Z", K if i % 2 else K2, INK, 4)
    o += person(306, 312, 1.0, Y, None, "#8b5a3c") + person(654, 312, 1.0, P, None, INK)
    o += rect(-10, 462, 980, 90, K2, INK, 5)
    o += bubble(150, 52, 250, 160, W, 0.62) + bubble(560, 52, 250, 160, W, 0.38)
    o += rect(176, 76, 150, 112, T, INK, 4, 6) + mask(250, 136, 0.46)
    o += txt(340, 166, 96, "?")
    o += bars(588, 88, [190, 160], 40, 18, INK) + bars(588, 166, [52, 0], 40, 18, INK)
    o += "".join(circ(664 + i * 30, 176, 8, DIM, None) for i in range(4))
    return svg(960, 540, o)


def three_photos() -> str:
    """Face and thing, the thing alone, before and after."""
    o = rect(0, 0, 960, 420, "#d8f0ff", None)
    names = ["wajah + benda", "dari dekat", "awal dan hasil"]
    for i, wall in enumerate((T, K, P)):
        x = 24 + i * 308
        o += rect(x, 70, 296, 250, wall, INK, 5, 6)
        o += txt(x + 148, 378, 40, names[i], INK, "middle")
        o += circ(x + 26, 64, 30, W, INK, 5) + txt(x + 26, 79, 42, str(i + 1), INK, "middle")
    o += person(140, 172, 0.84, B, Y) + cup(242, 224, 0.7, W, K)
    o += finger(226, 240, 78, 38, 16) + cup(474, 198, 1.34, W, B)
    o += rect(640, 264, 296, 56, "#c99a5b", INK, 5)
    o += curve("M662 264q-6 -76 44 -76t46 76Z", "#9a6a4a", INK, 5)
    o += curve("M768 220h34M788 206l14 14l-14 14", "none", INK, 6) + cup(858, 222, 0.68, W, B)
    return svg(960, 420, o)


def frame_map() -> str:
    """Words left, subject right, nothing under the duration."""
    o = rect(0, 0, 960, 540, "#d8f0ff", None) + rect(30, 96, 900, 424, Y, INK, 6, 8)
    dash = ' stroke-dasharray="14 11"'
    o += rect(64, 150, 380, 300, W, INK, 5, 12, dash)
    o += txt(254, 292, 60, "2-4 kata", INK, "middle") + txt(254, 352, 48, "di sini", INK, "middle")
    o += cup(636, 306, 2.1, W, K)
    o += rect(770, 430, 160, 90, K, INK, 5, 0, dash) + badge(914, 508, "8:24", 50)
    o += curve("M480 52H926M480 34v36M926 34v36", "none", INK, 6)
    return svg(960, 540, o + tag(703, 52, 340, "benda: setengah", 40, W))


def jeans(cx: float, cy: float, s: float = 1.0) -> str:
    """A pair of jeans whose waist is pinched by a clip."""
    o = curve("M-70 -80H70L84 90H18L0 -20L-18 90H-84Z", "#3b6fb0", INK, 6)
    o += curve("M-72 -56H72", "none", INK, 4) + circ(0, -68, 6, Y, INK, 2)
    o += curve("M-40 -56q0 26 -28 28M40 -56q0 26 28 28", "none", INK, 4)
    o += at(58, -88, rect(-10, -28, 20, 56, W, INK, 4, 6), 18)
    return at(cx, cy, o, 0, s)


def pairs() -> str:
    """Twins say one thing twice; a pair asks and answers."""
    o = rect(0, 0, 960, 540, "#d8f0ff", None)
    sides = [
        (30, ["Kecilkan", "pinggang"], ["Kecilkan Pinggang", "Jin"], False),
        (500, ["Tanpa", "bongkar?"], ["Kecilkan Pinggang", "Jin, Cukup Dua", "Jahitan"], True),
    ]
    for x, words, title, good in sides:
        o += rect(x, 92, 430, 420, W, INK, 5, 14) + rect(x + 18, 112, 394, 222, Y, INK, 5, 6)
        o += jeans(x + 328, 232, 0.84)
        for i, word in enumerate(words):
            o += txt(x + 34, 212 + i * 50, 42, word)
        for i, text in enumerate(title):
            o += txt(x + 24, 390 + i * 50, 42, text)
        o += tag(x + 150, 48, 230, "pasangan" if good else "kembar", 44, P if good else W)
        o += circ(x + 314, 48, 32, W if good else K, INK, 5)
        o += tick(x + 309, 50, 13) if good else cross(x + 314, 48, 12, INK)
    return svg(960, 540, o)


def scene_crowded() -> str:
    return svg(480, 270, room(B, B2, 240, 480, 270) + crowded(40, 18, 400))


def scene_small() -> str:
    o = room(T, T2, 236, 480, 270) + crowded(172, 72, 136)
    o += finger(130, 56, 260, 66, 4) + finger(350, 56, 260, 66, -4)
    return svg(480, 270, o)


def scene_grey() -> str:
    o = room(P, P2, 222, 480, 270) + clear(22, 52, 212)
    grey = at(246, 52, clear(0, 0, 212, "#cfcfcf"))
    o += f'<g filter="url(#grey)">{grey}</g>'
    o += '<filter id="grey"><feColorMatrix type="saturate" values="0"/></filter>'
    o += circ(240, 216, 30, W, INK, 4) + tick(235, 218, 12, INK, 7)
    return svg(480, 270, o)


def scene_guess() -> str:
    o = room(K, K2, 236, 480, 270) + phone(96, -60, 288, 380)
    o += rect(122, 20, 176, 112, "#d8f0ff", INK, 4, 12) + clear(134, 30, 152)
    o += rect(160, 148, 198, 76, P, INK, 4, 14)
    o += txt(174, 180, 27, "cara bikin") + txt(174, 211, 27, "sambal awet")
    o += finger(366, 214, 180, 54, -40)
    return svg(480, 270, o)


def pictures() -> dict[str, str]:
    return {
        "2-1": own_photo(),
        "2-2": two_thumbs(),
        "2-3": on_stage(),
        "2-1-tiga-foto": three_photos(),
        "2-1-peta": frame_map(),
        "2-3-pasangan": pairs(),
        "2-2-adegan-1": scene_crowded(),
        "2-2-adegan-2": scene_small(),
        "2-2-adegan-3": scene_grey(),
        "2-2-adegan-4": scene_guess(),
    }
