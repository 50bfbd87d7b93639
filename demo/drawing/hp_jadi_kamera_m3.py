"""Pictures of module 3 of HP Jadi Kamera, "Dari Rekaman ke Unggahan"."""

from __future__ import annotations

from demo.drawing.hp_jadi_kamera_props import (
    GREEN,
    GREY,
    LIME_2,
    NIGHT,
    PALE,
    RED,
    SAND,
    SKIN,
    TEAL_2,
    WOOD,
    at,
    badge,
    bakso,
    corners,
    cup,
    fist,
    framed,
    glass,
    note,
    oval,
    path,
    person,
    phone,
    scene,
    scissors,
    steam,
    wave,
    wide,
)
from demo.drawing.shapes import INK, B, K, P, T, W, Y, circ, house, line, rect, tree, txt


def clip_face() -> str:
    return rect(0, 0, 480, 270, T, None) + at(240, 130, person(K, "cap", Y), 1.15)


def clip_hand() -> str:
    """A spoon stirs coffee."""
    stirring = line(240, 60, 262, 120, 12) + at(240, 50, fist(P), 0.9, 158)
    return rect(0, 0, 480, 270, Y, None) + stirring + cup(240, 250, 1.7, W)


def clip_pour(turn: int = 1) -> str:
    """Water runs from a kettle into a cup; `turn` -1 mirrors it."""
    kettle = path("M250 70H370L392 150H228Z", GREY) + path("M240 110L176 66L196 56L252 88", GREY)
    kettle += path("M268 70q40-60 84 0", "none", INK, 10)
    stream = path("M184 66Q150 100 152 160", "none", "#7db8ff", 14)
    body = stream + kettle + cup(150, 250, 1.3, K)
    mirror = body if turn > 0 else f'<g transform="translate(480 0) scale(-1 1)">{body}</g>'
    return rect(0, 0, 480, 270, P if turn > 0 else B, None) + mirror


def clip_bad() -> str:
    """A shaken, tilted clip with a thumb before the lens."""
    tilted = at(250, 150, cup(0, 100, 1.5, GREY), 1, -24)
    shake = path("M90 40q24 24 0 48t0 48M400 40q24 24 0 48t0 48", "none", INK, 7)
    return rect(0, 0, 480, 270, "#a9b4c2", None) + tilted + shake + oval(460, 262, 150, 96, SKIN, 6)


def strip(x: float, y: float, w: float, clips: list[str], gap: float = 0) -> str:
    """A film strip with one frame per clip; `gap` opens it after the first."""
    step = w * 9 / 16 + 44
    parts = []
    for i, clip in enumerate(clips):
        left = x + i * w + (gap if i else 0)
        holes = "".join(
            rect(left + w * (k + 0.5) / 6 - 7, y + dy, 14, 11, W, None, 0, 3)
            for k in range(6)
            for dy in (6, step - 17)
        )
        parts.append(
            rect(left, y, w, step, INK, INK, 3) + holes + framed(left + 5, y + 23, w - 10, clip)
        )
    return "".join(parts)


def poster_3_1() -> str:
    """Scissors from the left cut a film strip of coffee clips."""
    return wide(
        P,
        rect(-10, 440, 980, 120, LIME_2, INK, 5),
        strip(-230, 60, 270, [clip_face(), clip_pour()]),
        strip(392, 76, 270, [clip_hand(), clip_pour(-1), clip_face()]),
        scissors(300, 336, 1.3, -78),
        cup(820, 500, 1.3, W),
        steam(820, 370, 1),
    )


def scenes_3_1() -> dict[str, str]:
    bubble = path(
        "M150 24H330Q350 24 350 44V84Q350 104 330 104H262L240 132L222 104H150Q130 104 130 84V44Q130 24 150 24Z",
        W,
    )
    cut = path("M184 150V258M296 150V258", "none", RED, 6)
    joined = framed(18, 88, 150, clip_face()) + framed(312, 88, 150, clip_face())
    arrow = path("M240 16V44m-16-16l16 16 16-16", "none", INK, 8)
    return {
        "3-1-adegan-1": scene(
            T,
            strip(24, 60, 144, [clip_face(), clip_bad(), clip_hand()]),
            path("M176 92L304 164M304 92L176 164", "none", RED, 13),
            rect(-5, 226, 490, 50, TEAL_2, INK, 4),
        ),
        "3-1-adegan-2": scene(
            Y,
            framed(26, 62, 204, clip_pour()),
            framed(250, 62, 204, clip_pour(-1)),
            badge(128, 206, True, 1.2),
            badge(352, 206, False, 1.2),
        ),
        "3-1-adegan-3": scene(
            B,
            bubble,
            txt(240, 82, 52, "eee", INK, "middle"),
            wave(24, 204, "2463524", 1.35),
            wave(198, 204, "1111", 1.4, RED),
            wave(312, 204, "4263541", 1.35),
            cut,
        ),
        "3-1-adegan-4": scene(
            K,
            joined,
            framed(138, 62, 204, clip_hand()),
            arrow,
            wave(42, 236, "1231223123112312231231212", 1),
        ),
    }


def fader(x: float, y: float, h: float, level: float, paint: str) -> str:
    """A slider of height h, its knob at `level` 0-1 from below."""
    top = y + h * (1 - level)
    return (
        rect(x - 9, y, 18, h, W, INK, 5, 9)
        + rect(x - 9, top, 18, h - (top - y), paint, INK, 5, 9)
        + rect(x - 44, top - 20, 88, 40, paint, INK, 6, 10)
        + line(x - 24, top, x + 24, top, 5)
    )


def poster_3_2() -> str:
    """Two sliders: the voice high, the music low."""
    return wide(
        K,
        rect(90, 50, 780, 440, PALE, INK, 7, 26),
        fader(250, 96, 340, 0.84, Y),
        at(400, 210, person(T, "scarf", Y, mouth="talk"), 1.0),
        rect(286, 400, 230, 86, PALE, None),
        line(296, 400, 504, 400, 5),
        txt(400, 454, 52, "suara", INK, "middle"),
        line(548, 92, 548, 446, 4, GREY),
        fader(628, 96, 340, 0.12, B),
        note(776, 270, 1.15, INK),
        txt(776, 454, 52, "musik", INK, "middle"),
    )


def poster_3_3() -> str:
    """A phone holds an upload arrow; behind it the street, one house lit and playing."""
    arrow = path("M0-92L74-12H32V70H-32V-12H-74Z", Y, INK, 7)
    page = rect(0, 0, 270, 480, W, None) + screen_clip() + at(135, 318, arrow, 0.95)
    page += rect(40, 410, 190, 42, GREEN, INK, 5, 10) + path("M116 431l14 13 26-26", "none", W, 8)
    return wide(
        NIGHT,
        circ(850, 84, 40, Y, None),
        house(40, 420, 150, 130, "#5a8bd0", "gable", 60, "two"),
        house(214, 420, 130, 160, "#d4705a", "hip", 46, "lit"),
        house(640, 420, 150, 150, T, "gable", 64, "play"),
        house(816, 420, 130, 120, "#8fab3d", "hip", 42, "lit"),
        rect(-10, 418, 980, 130, "#0c4f63", INK, 5),
        phone(366, 34, 244, 434, page, 270, 480),
        tree(330, 424, 1.4),
    )


def screen_clip() -> str:
    """The coffee video as it waits on the upload page, 270 wide."""
    return framed(20, 44, 230, clip_hand()) + rect(20, 192, 170, 16, INK, None, 0, 8)


def course_poster() -> str:
    """A phone in a glass of rice films a bowl of bakso in front of the kampung; the middle stays free."""
    view = (
        rect(0, 0, 480, 270, B, None) + bakso(240, 140, 110, T) + corners(40, 30, 400, 210, W, 40)
    )
    lying = at(-70, -92, phone(-152, -87, 304, 174, view), 1, -3)
    return wide(
        "#d8f0ff",
        circ(480, 86, 44, Y, INK, 4),
        house(24, 330, 130, 120, Y, "gable", 56, "two"),
        house(196, 330, 120, 140, P, "hip", 42, "lit"),
        house(372, 330, 140, 116, K, "gable", 60, "play"),
        house(560, 330, 126, 146, B, "hip", 42, "two"),
        house(734, 330, 150, 124, T, "gable", 60, "lit"),
        tree(920, 330, 1.8),
        rect(-10, 328, 980, 80, SAND, INK, 5),
        rect(-10, 400, 980, 150, WOOD, INK, 5),
        at(254, 508, glass(96, -12, 1.75) + lying),
        bakso(736, 372, 128, T),
    )


def pictures() -> dict[str, str]:
    return {
        "3-1": poster_3_1(),
        **scenes_3_1(),
        "3-2": poster_3_2(),
        "3-3": poster_3_3(),
        "poster": course_poster(),
    }
