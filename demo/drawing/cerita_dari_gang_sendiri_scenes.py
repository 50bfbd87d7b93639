"""Figures (960 wide) and storyboard scenes (480x270) of Cerita dari Gang Sendiri."""

from __future__ import annotations

from demo.drawing.cerita_dari_gang_sendiri_things import (
    RED,
    SKIN,
    bubble,
    check,
    cloud,
    cobek,
    group,
    path,
    person,
    phone,
    rain,
    sheet,
    stage,
    star,
    tag,
    tube,
    uniform,
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
    poly,
    rect,
    svg,
    txt,
)

SCENE = (480, 270)


def three_circles() -> str:
    """What you know, what people ask, what is near: the idea sits where all three meet."""
    o = '<rect width="960" height="540" fill="#ffffff"/>'
    circles = ((350, 198, 188, K), (610, 198, 188, B), (480, 348, 182, P))
    for cx, cy, r, paint in circles:
        o += f'<circle cx="{cx}" cy="{cy}" r="{r}" fill="{paint}" fill-opacity=".75"/>'
    for cx, cy, r, _ in circles:
        o += circ(cx, cy, r, "none", INK, 6)
    o += txt(272, 190, 58, "tahu", INK, "middle") + txt(684, 190, 54, "ditanya", INK, "middle")
    o += txt(480, 468, 58, "dekat", INK, "middle")
    o += star(480, 256, 108) + txt(480, 274, 44, "ide", INK, "middle")
    return svg(960, 540, o)


def iron(x: float, y: float, s: float) -> str:
    body = path("M-110 40C-104 -20 -40 -40 20 -40H90L104 40Z", RED, INK, 6)
    body += rect(-116, 38, 226, 20, "#c9d1dc", INK, 6, 6)
    return group(body + path("M-30 -40C-40 -96 80 -100 84 -42", "none", INK, 18), x, y, s)


def story_bones() -> str:
    """Want, obstacle, outcome: uniform, rain, iron; joined by 'tapi' and 'karena itu'."""
    o = '<rect width="960" height="420" fill="#ffffff"/>'
    for x, paint, word in ((16, Y, "mau"), (346, B, "halangan"), (676, P, "hasil")):
        o += rect(x, 16, 268, 270, paint, INK, 6, 10) + txt(x + 134, 344, 60, word, INK, "middle")
    o += path("M30 62Q150 92 270 62", "none", INK, 5) + uniform(150, 78, 1.08)
    o += cloud(480, 110, 1.02, "#8793a6") + rain(408, 166, 6, 30, 44)
    o += rect(706, 232, 208, 18, W, INK, 5) + uniform(776, 60, 0.98) + iron(850, 182, 0.6)
    for x, words, width in ((315, "tapi", 120), (645, "karena itu", 214)):
        o += tag(x, 388, width, 52, words, 42, 0)
    for x in (315, 645):
        o += poly(
            [
                (x - 24, 132),
                (x + 2, 132),
                (x + 2, 112),
                (x + 28, 150),
                (x + 2, 188),
                (x + 2, 168),
                (x - 24, 168),
            ],
            INK,
            INK,
            3,
        )
    return svg(960, 420, o)


def looking_down() -> str:
    o = person(150, 280, 0.72, T, mouth="flat", eyes="down")
    o += phone(322, 40, 110, 196, W) + person(377, 220, 0.3, T, mouth="flat", eyes="down")
    o += circ(377, 45, 4, W, None)
    o += line(206, 152, 306, 186, 5, INK, ' stroke-dasharray="2 14"')
    return stage(*SCENE, K, 214, o)


def sticker_on_phone() -> str:
    back = rect(0, 0, 150, 250, INK, INK, 4, 24) + rect(8, 8, 134, 234, "#3b4a6b", None, 0, 18)
    back += (
        rect(16, 18, 54, 88, INK, None, 0, 16)
        + circ(43, 44, 18, "#29447c", W, 4)
        + circ(43, 44, 7, W, None)
    )
    back += circ(43, 84, 11, "#29447c", W, 3)
    smile = circ(0, 0, 30, Y, INK, 4) + circ(-10, -7, 4, INK, None) + circ(10, -7, 4, INK, None)
    back += group(smile + path("M-13 7Q0 19 13 7", "none", INK, 4), 106, 48)
    o = group(back, 96, 22, 0.92, -5) + tag(182, 176, 116, 52, "bude", 38, -5)
    o += tube("M500 240L400 150L300 100", 34) + path("M300 100L258 78", "none", INK, 30)
    o += path("M302 101L260 79", "none", SKIN, 21)
    return stage(*SCENE, B, 214, o)


def third_take() -> str:
    o = ""
    faces = (("flat", "front"), ("talk", "front"), ("laugh", "laugh"))
    for i, (mouth, eyes) in enumerate(faces):
        x = 18 + i * 152
        o += rect(x, 54, 140, 128, Y if i == 2 else W, INK, 5, 8)
        o += person(x + 70, 180, 0.4, T, mouth=mouth, eyes=eyes)
        o += txt(x + 70, 42, 38, str(i + 1), INK, "middle")
    o += circ(432, 188, 30, "#2f9e6a", INK, 5) + check(432, 189, 13, W, 8)
    return stage(*SCENE, P, 214, o)


def hands_only() -> str:
    o = cobek(190, 160, 0.92)
    o += tube("M-20 230L70 180", 36) + circ(84, 172, 24, SKIN, INK, 5)
    o += (
        tube("M240 20L206 140", 20, "#8793a6")
        + tube("M360 -20L256 66", 38)
        + circ(244, 74, 26, SKIN, INK, 5)
    )
    o += bubble(322, 84, 140, 76, (492, 214), W) + txt(392, 137, 44, "Bude!", INK, "middle")
    return stage(*SCENE, T, 178, o)


def chilli(x: float, y: float, s: float, turn: float) -> str:
    pod = path("M0 0C26 8 36 60 6 110C-4 70 -24 40 0 0Z", RED, INK, 5)
    return group(pod + path("M0 0Q-2 -18 12 -28", "none", "#2f9e6a", 8), x, y, s, turn)


def market_note() -> str:
    o = group(sheet(0, 0, 190, 200, 0), 40, 34, 1, -4)
    note = txt(95, 76, 42, "hemat", INK, "middle") + txt(95, 130, 46, "2 ribu", RED, "middle")
    o += group(note + rect(30, 156, 130, 9, "#b9c3d0", None, 0, 4), 40, 34, 1, -4)
    for i, turn in enumerate((18, 6, -6, -18)):
        o += chilli(316 + i * 34, 84, 1.15, turn)
    o += rect(300, 66, 148, 22, Y, INK, 5, 8)
    return stage(*SCENE, Y, 204, o)


def market_bag(x: float, y: float, s: float) -> str:
    bag = path("M-50 -60H50L60 50H-60Z", T, INK, 5)
    return group(
        path("M-26 -60C-26 -110 26 -110 26 -60", "none", INK, 9)
        + bag
        + rect(-56, -14, 112, 16, W, INK, 4),
        x,
        y,
        s,
    )


def rule_of_three() -> str:
    o = path("M40 222H300C356 222 338 140 386 128", "none", INK, 22)
    o += path("M40 222H300C356 222 338 140 386 128", "none", Y, 13)
    o += poly([(376, 104), (416, 120), (390, 152)], Y, INK, 4)
    o += market_bag(84, 154, 0.74)
    o += (
        rect(146, 116, 124, 76, "#2f9e6a", INK, 5, 6)
        + circ(208, 154, 30, W, INK, 4)
        + txt(208, 166, 32, "Rp", INK, "middle")
    )
    o += person(396, 116, 0.38, K, cover="scarf", colour=P, mouth="mean", eyes="mean")
    o += txt(84, 66, 40, "biasa", INK, "middle") + txt(208, 66, 40, "biasa", INK, "middle")
    return stage(*SCENE, B, 244, o)


def one_second() -> str:
    o = person(140, 280, 0.74, Y, cover="cap", mouth="flat")
    o += circ(350, 120, 82, W, INK, 7)
    for x1, y1, x2, y2 in (
        (350, 46, 350, 60),
        (350, 180, 350, 194),
        (276, 120, 290, 120),
        (410, 120, 424, 120),
    ):
        o += line(x1, y1, x2, y2, 6)
    o += (
        path("M350 120L350 50A70 70 0 0 1 385 59Z", K, INK, 4)
        + line(350, 120, 385, 59, 7)
        + circ(350, 120, 8, INK, None)
    )
    o += txt(350, 256, 44, "diam", W, "middle")
    return stage(*SCENE, K, 214, o)


def call_back() -> str:
    o = house(24, 222, 140, 76, Y, "gable", 44, "two")
    o += person(366, 280, 0.72, K, cover="scarf", colour=P, mouth="mean", eyes="mean")
    o += path("M284 74C230 10 130 24 108 66", "none", INK, 20)
    o += path("M284 74C230 10 130 24 108 66", "none", Y, 11)
    o += poly([(84, 52), (130, 62), (96, 96)], Y, INK, 4)
    return stage(*SCENE, T, 220, o)


def figures() -> dict[str, str]:
    return {"1-1-tiga-lingkaran": three_circles(), "2-2-mau-halangan-hasil": story_bones()}


def scenes() -> dict[str, str]:
    drawn = {
        "3-1": (looking_down, sticker_on_phone, third_take, hands_only),
        "3-2": (market_note, rule_of_three, one_second, call_back),
    }
    return {
        f"{lesson}-adegan-{i}": draw()
        for lesson, row in drawn.items()
        for i, draw in enumerate(row, 1)
    }
