"""Pictures of module 2 of HP Jadi Kamera, "Suara & Cahaya"."""

from __future__ import annotations

from demo.drawing.hp_jadi_kamera_props import (
    BLUE_2,
    CORAL_2,
    GREY,
    LIME_2,
    PALE,
    RED,
    TEAL_2,
    WOOD,
    at,
    badge,
    fan,
    fist,
    framed,
    oval,
    pane,
    path,
    person,
    person_back,
    phone,
    scene,
    wave,
    wide,
)
from demo.drawing.shapes import INK, B, K, P, T, W, Y, circ, house, line, poly, rect, txt

QUIET, LOUD = "012113121021", "2574963857462"


def recorder(heights: str, paint: str = INK) -> str:
    """A recording screen for a field of 480 x 270: a red dot and the wave."""
    return (
        rect(0, 0, 480, 270, W, None)
        + circ(44, 44, 18, RED, None)
        + line(20, 140, 460, 140, 3, GREY)
        + wave(50, 140, heights, 1.8, paint)
    )


def mask(x: float, y: float, s: float = 1) -> str:
    """A Malang mask: crown, narrow eyes, long nose."""
    body = path("M-70-30Q-78-128 0-134Q78-128 70-30Q66 84 0 110Q-66 84-70-30Z", RED)
    body += path("M-72-50Q-60-150 0-164Q60-150 72-50Q0-92-72-50Z", Y)
    body += (
        circ(0, -118, 13, T, INK, 4) + circ(-40, -98, 8, K, INK, 3) + circ(40, -98, 8, K, INK, 3)
    )
    body += path("M-50-20q20-20 40-2M10-22q20-18 40 2M-8-14L-12 38Q0 50 14 38L8-14") + path(
        "M-26 66Q0 82 26 66Q0 96-26 66Z", INK
    )
    return at(x, y, body, s)


def poster_2_1() -> str:
    """A speaking face on the left, a phone near it on the right with a tall wave."""
    return wide(
        B,
        line(820, 20, 820, 44, 6),
        mask(820, 140, 0.64),
        at(230, 250, person(K, "peci", mouth="talk", look=8), 1.5),
        path("M342 236q22 34 0 68M372 216q36 54 0 108", "none", INK, 9),
        rect(-10, 452, 980, 100, BLUE_2, INK, 5),
        phone(580, 276, 330, 196, recorder(LOUD)),
    )


def tiles() -> str:
    """A terrace with a tiled floor."""
    grid = "".join(line(x, 206, 240 + (x - 240) * 1.6, 270, 3) for x in range(-60, 560, 60))
    return rect(-5, 206, 490, 70, W, INK, 4) + grid + line(0, 232, 480, 232, 3)


def ruler(x: float, y: float, w: float, word: str) -> str:
    ticks = "".join(
        line(x + w * i / 10, y, x + w * i / 10, y + (16 if i % 5 else 24), 3) for i in range(1, 10)
    )
    return rect(x, y, w, 50, Y, INK, 4, 4) + ticks + txt(x + w / 2, y + 44, 26, word, INK, "middle")


def bedroom() -> str:
    """A room full of cloth, its fan switched off."""
    bed = rect(20, 176, 270, 70, T, INK, 4, 12) + rect(34, 150, 86, 44, W, INK, 4, 12)
    curtain = "".join(path(f"M{x} 22h44v110q-22 16-44 0Z", K) for x in (26, 70, 114)) + line(
        10, 22, 176, 22, 8
    )
    clothes = line(196, 36, 330, 36, 6) + "".join(
        path(f"M{x} 40l-24 18 8 16 8-4v50h40v-50l8 4 8-16-24-18Z", paint)
        for x, paint in ((222, P), (288, B))
    )
    still = fan(402, 240, 0.95) + badge(446, 60, False, 1)
    floor = rect(-5, 236, 490, 40, WOOD, INK, 4)
    return scene("#ffe9c9", floor, curtain, clothes, bed, still)


def scenes_2_1() -> dict[str, str]:
    far = at(96, 110, person(K, mouth="talk", look=6), 0.86)
    near = at(130, 112, person(K, mouth="talk", look=6), 1.0)
    spare = phone(208, 146, 44, 70, rect(0, 0, 480, 270, W, None))
    pocket = spare + rect(200, 184, 60, 66, T, INK, 4)
    clap = at(112, 222, fist(T), 0.55, -50) + at(144, 222, fist(T), 0.55, 50)
    return {
        "2-1-adegan-1": scene(
            P,
            tiles(),
            far,
            phone(350, 104, 110, 66, recorder(QUIET)),
            wave(214, 136, QUIET[:7], 0.9),
            txt(266, 84, 44, "2 m", INK, "middle"),
        ),
        "2-1-adegan-2": scene(
            P,
            rect(-5, 232, 490, 50, LIME_2, INK, 4),
            near,
            phone(258, 66, 204, 122, recorder(LOUD)),
            ruler(250, 206, 214, "30 cm"),
        ),
        "2-1-adegan-3": bedroom(),
        "2-1-adegan-4": scene(
            K,
            rect(-5, 236, 490, 40, CORAL_2, INK, 4),
            at(170, 92, person(T), 1.05),
            pocket,
            clap,
            path("M98 190l-12-18M128 184v-22M158 190l12-18", "none", INK, 5),
            phone(330, 90, 130, 78, recorder("100900100")),
            txt(395, 222, 44, "plok!", INK, "middle"),
        ),
    }


def rays(x: float, y: float, spread: float, n: int, length: float, paint: str = "#fff3c4") -> str:
    """Light falling to the right from a window whose edge is at x."""
    return "".join(
        poly(
            [
                (x, y + i * spread),
                (x + length, y + i * spread + 34),
                (x + length, y + i * spread + 62),
                (x, y + i * spread + 24),
            ],
            paint,
            None,
        )
        for i in range(n)
    )


def vase(x: float, base: float, s: float = 1, paint: str = T) -> str:
    body = path("M-26-150H26Q18-120 44-96Q74-56 36 0H-36Q-74-56-44-96Q-18-120-26-150Z", paint)
    return at(x, base, body + path("M-52-74Q0-56 52-74M-54-50Q0-32 54-50", "none", INK, 4), s)


def poster_2_2() -> str:
    """A potter turned to a big window, her face lit."""
    return wide(
        K,
        pane(60, 60, 250, 300),
        rays(330, 90, 96, 3, 220),
        at(610, 236, person(B, "scarf", Y, look=-9), 1.5),
        rect(-10, 446, 980, 110, CORAL_2, INK, 5),
        vase(820, 470, 1.2, T),
        vase(900, 486, 0.8, P),
        vase(410, 486, 0.9, W),
    )


def shaded(kind: str) -> str:
    """A face by a window for a field of 480 x 270: front, turn, side or back light."""
    if kind == "back":
        shape = oval(0, 0, 45, 50, INK) + path("M-104 200Q-100 86-40 74H40Q100 86 104 200Z", INK)
        shape += rect(-16, 40, 32, 40, INK)
        return (
            rect(0, 0, 480, 270, GREY, None) + pane(110, 14, 260, 200) + at(240, 130, shape, 1.25)
        )
    face = at(240, 118, person(T, look=0), 1.25)
    shade = {
        "front": "",
        "turn": "M262 62C320 62 322 178 262 180Q286 120 262 62Z",
        "side": "M240 40C326 40 322 182 240 182Z",
    }[kind]
    torso = {
        "front": "",
        "turn": "M312 222Q364 236 370 372H326Z",
        "side": "M240 210H290Q364 226 370 372H240Z",
    }[kind]
    dark = "".join(f'<path d="{d}" fill="{INK}" opacity=".55"/>' for d in (shade, torso) if d)
    glow = {"front": "#ffe9a8", "turn": "#ffe9a8", "side": "#d9c48a"}[kind]
    side = "" if kind == "front" else rect(-20, 20, 60, 180, "#fff3c4", INK, 8)
    return rect(0, 0, 480, 270, glow, None) + side + face + dark


def figure_light() -> str:
    """Four frames: facing the window, 45 degrees, sideways, with the back to it."""
    spots = (
        ("front", "hadap", True),
        ("turn", "45 derajat", True),
        ("side", "samping", None),
        ("back", "belakang", False),
    )
    parts = []
    for i, (kind, word, good) in enumerate(spots):
        x, y = 24 + (i % 2) * 464, 16 + (i // 2) * 262
        parts.append(framed(x, y, 350, shaded(kind)))
        parts.append(txt(x + 4, y + 240, 44, word))
        if good is not None:
            parts.append(badge(x + 400, y + 98, good, 1.35))
    return wide(W, *parts)


def figure_paper() -> str:
    """Window on the left, face in the middle, white card on the right throwing light back."""
    back = path("M740 130L640 160M740 200H640M740 270L640 240", "none", W, 12)
    heads = path("M660 136l-24 25 34 5M664 182l-26 18 26 18M668 232l-30 6 20 26", "none", W, 10)
    card = poly([(760, 70), (850, 44), (850, 330), (760, 304)], W, INK, 6)
    gap = path("M606 366H756m-16-14l16 14-16 14M622 352l-16 14 16 14", "none", INK, 6)
    return wide(
        T,
        pane(50, 40, 210, 270),
        rays(280, 60, 84, 3, 150),
        at(520, 170, person(K, "scarf", Y, look=-8), 1.2),
        rect(-10, 400, 980, 40, TEAL_2, INK, 5),
        back,
        heads,
        card,
        gap,
        txt(780, 386, 46, "50 cm"),
        height=420,
    )


def angkot(x: float, base: float, s: float = 1) -> str:
    """A blue Malang minibus."""
    body = path(
        "M-190-30V-140Q-186-166-160-166H96Q124-166 140-138L168-96Q190-90 190-70V-30Z", "#3b7cc9"
    )
    body += "".join(rect(px, -146, 66, 50, PALE, INK, 4, 6) for px in (-166, -88, -10))
    body += path("M70-146H96Q108-146 116-132L136-96H70Z", PALE) + line(-186, -72, 188, -72, 6, W)
    for wheel in (-110, 106):
        body += circ(wheel, -26, 32, INK, INK, 4) + circ(wheel, -26, 14, W, None)
    return at(x, base, body, s)


def poster_2_3() -> str:
    """In front of a busy street a back shields the phone; the clock says fifteen seconds."""
    noise = path("M400 206q26 38 0 76M430 186q42 58 0 116", "none", INK, 9)
    clock = circ(806, 168, 98, W, INK, 9) + txt(806, 196, 84, "15", INK, "middle")
    clock += rect(782, 40, 48, 26, Y, INK, 5, 6) + line(874, 92, 896, 70, 12)
    return wide(
        P,
        house(60, 300, 150, 130, K, "gable", 56, "lit"),
        house(240, 300, 130, 110, Y, "hip", 40, "two"),
        rect(-10, 298, 980, 260, GREY, INK, 5),
        "".join(line(x, 506, x + 70, 506, 10, W) for x in range(20, 400, 130)),
        angkot(180, 470, 0.9),
        noise,
        at(520, 250, person_back(T, "cap", Y), 1.5),
        clock,
        phone(700, 320, 220, 132, recorder(LOUD)),
    )


def pictures() -> dict[str, str]:
    return {
        "2-1": poster_2_1(),
        **scenes_2_1(),
        "2-2": poster_2_2(),
        "2-2-arah": figure_light(),
        "2-2-kertas": figure_paper(),
        "2-3": poster_2_3(),
    }
