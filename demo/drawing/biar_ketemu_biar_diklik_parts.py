"""Things that stand in more than one picture of Biar Ketemu, Biar Diklik: SVG strings in user units."""

from __future__ import annotations

from demo.drawing.shapes import INK, K, W, Y, circ, line, poly, rect, txt

SKIN, NAIL, RED, GREY, DIM = "#c98f78", "#f0c9b8", "#e0442e", "#c9d1dc", "#8fa3b8"
T2, B2, K2, P2, Y2 = "#1c8f88", "#3b7cc9", "#d9583c", "#7ea12a", "#dd9a16"


def at(x: float, y: float, body: str, angle: float = 0, scale: float = 1.0) -> str:
    """The drawing moved so that its origin lies at x, y; angle in degrees, clockwise."""
    return f'<g transform="translate({x} {y}) rotate({angle}) scale({scale})">{body}</g>'


def curve(d: str, fill: str = "none", stroke: str = INK, sw: float = 4) -> str:
    return (
        f'<path d="{d}" fill="{fill}" stroke="{stroke}" stroke-width="{sw}"'
        ' stroke-linecap="round" stroke-linejoin="round"/>'
    )


def room(wall: str, floor: str, base: float, w: float = 960, h: float = 540) -> str:
    return rect(-10, -10, w + 20, h + 20, wall, None) + rect(-10, base, w + 20, h, floor, INK, 5)


def phone(x: float, y: float, w: float, h: float, screen: str = W) -> str:
    return rect(x, y, w, h, INK, INK, 4, 30) + rect(
        x + 14, y + 22, w - 28, h - 44, screen, None, 0, 14
    )


def finger(x: float, y: float, length: float, width: float = 64, angle: float = 0) -> str:
    """A finger with its tip at x, y; at angle 0 it comes from below."""
    nail = rect(-width * 0.28, width * 0.16, width * 0.56, width * 0.56, NAIL, INK, 3, width * 0.24)
    return at(x, y, rect(-width / 2, 0, width, length, SKIN, INK, 4, width / 2) + nail, angle)


def tag(
    x: float,
    y: float,
    w: float,
    text: str,
    size: float = 34,
    fill: str = Y,
    angle: float = 0,
    ink: str = INK,
) -> str:
    """A tape label centred on x, y."""
    h = size * 1.5
    body = rect(-w / 2, -h / 2, w, h, fill, INK, 4) + txt(0, size * 0.35, size, text, ink, "middle")
    return at(x, y, body, angle)


def badge(right: float, bottom: float, text: str = "8:24", size: float = 40) -> str:
    """The duration that YouTube lays over the lower right corner."""
    w, h = len(text) * size * 0.5 + 28, size * 1.35
    box = rect(right - w, bottom - h, w, h, INK, None, 0, 6)
    return box + txt(right - w / 2, bottom - h * 0.27, size, text, W, "middle")


def tick(cx: float, cy: float, s: float, stroke: str = INK, sw: float = 8) -> str:
    return curve(f"M{cx - s} {cy}l{s * 0.75} {s * 0.8}l{s * 1.3} {-s * 1.6}", "none", stroke, sw)


def cross(cx: float, cy: float, s: float, stroke: str = RED, sw: float = 9) -> str:
    return line(cx - s, cy - s, cx + s, cy + s, sw, stroke) + line(
        cx - s, cy + s, cx + s, cy - s, sw, stroke
    )


def bars(
    x: float, y: float, widths: float, step: float = 26, h: float = 10, fill: str = GREY
) -> str:
    """Lines of writing too small to read."""
    return "".join(rect(x, y + i * step, w, h, fill, None, 0, h / 2) for i, w in enumerate(widths))


def cup(cx: float, cy: float, s: float = 1.0, paint: str = W, band: str = K) -> str:
    body = curve("M48 -30q52 0 44 42q-8 34 -54 30", "none", INK, 20)
    body += curve("M48 -30q52 0 44 42q-8 34 -54 30", "none", paint, 11)
    body += curve("M-62 -56L-48 54q48 22 96 0L62 -56Z", paint, INK, 5)
    body += curve("M-56 -8q56 22 112 0l-4 26q-52 22 -104 0Z", band, INK, 4)
    body += (
        f'<ellipse cx="0" cy="-56" rx="62" ry="17" fill="#6b4a34" stroke="{INK}" stroke-width="5"/>'
    )
    return at(cx, cy, body, 0, s)


def chip(cx: float, cy: float, s: float = 1.0, angle: float = 0) -> str:
    body = curve("M-56 -8q4 -46 54 -46t58 42q2 52 -52 58t-60 -54Z", "#f4d598", INK, 5)
    for x, y, turn in [(-26, -14, 20), (4, -28, -30), (28, -8, 60), (-8, 10, 0), (18, 26, 30)]:
        bean = f'<ellipse rx="13" ry="8" fill="#d49f52" stroke="{INK}" stroke-width="2.5"/>'
        body += at(x, y, bean, turn)
    return at(cx, cy, body, angle, s)


def mortar(cx: float, cy: float, s: float = 1.0) -> str:
    """A stone cobek with red sambal, seen from above."""
    body = circ(0, 0, 66, "#6b7280", INK, 5) + circ(0, 0, 50, "#454e5c", None)
    body += curve("M-36 8c8 -26 30 -34 52 -28 20 6 26 24 12 36 -16 14 -56 16 -64 -8Z", RED, INK, 3)
    body += "".join(circ(x, y, 4, Y, None) for x, y in [(-10, -4), (12, 2), (4, -12)])
    body += curve("M30 -52L66 -86", "none", INK, 22) + curve(
        "M30 -52L66 -86", "none", "#8b93a0", 13
    )
    return at(cx, cy, body, 0, s)


def mask(cx: float, cy: float, s: float = 1.0, paint: str = RED) -> str:
    """A Malang dance mask with its crown."""
    body = curve("M-54 -40q54 -34 108 0q10 96 -54 118q-64 -22 -54 -118Z", paint, INK, 5)
    crown = [(-62, -38), (-48, -92), (-26, -66), (0, -108), (26, -66), (48, -92), (62, -38)]
    body += poly(crown, Y, INK, 5) + circ(0, -62, 10, K, INK, 3)
    for x in (-24, 24):
        body += curve(f"M{x - 17} -8q17 -16 34 0q-17 13 -34 0Z", W, INK, 3) + circ(
            x, -8, 5, INK, None
        )
        body += line(x - 15, -24, x + 15, -26, 5)
    body += curve("M0 0l-8 22h16", "none", INK, 4) + curve("M-20 42q20 18 40 0", W, INK, 4)
    return at(cx, cy, body, 0, s)


def person(
    cx: float,
    cy: float,
    s: float = 1.0,
    shirt: str = K,
    veil: str | None = None,
    cap: str | None = None,
) -> str:
    """Head and shoulders; the origin is the middle of the face."""
    body = curve("M-96 170q-4 -104 96 -104t96 104Z", shirt, INK, 5)
    body += rect(-17, 30, 34, 50, SKIN, INK, 4, 10)
    if veil:
        body += curve("M-62 96q-22 -162 62 -162t62 162q-62 30 -124 0Z", veil, INK, 5)
    body += circ(0, 0, 46, SKIN, INK, 5)
    if not veil:
        body += curve("M-47 -6q0 -46 47 -46t47 46q-22 -26 -47 -26t-47 26Z", cap or INK, INK, 4)
    body += circ(-16, -2, 5, INK, None) + circ(16, -2, 5, INK, None)
    body += curve("M-16 18q16 16 32 0", W, INK, 4)
    return at(cx, cy, body, 0, s)


def bubble(x: float, y: float, w: float, h: float, fill: str = W, tail: float = 0.3) -> str:
    """A speech bubble; tail is where along its lower edge it points down."""
    t = x + w * tail
    tip = poly([(t - 18, y + h - 3), (t, y + h + 34), (t + 22, y + h - 3)], fill, INK, 4)
    return tip + rect(x, y, w, h, fill, INK, 4, 22) + rect(t - 15, y + h - 10, 34, 11, fill, None)


def crowded(x: float, y: float, w: float) -> str:
    """A thumbnail where six things fight for room; w is its width, the height 9/16 of it."""
    o = rect(0, 0, 320, 180, "#9fb3c8", INK, 5)
    dots = enumerate([K, Y, "#bcdc5a", "#7db8ff", RED, K, Y, "#bcdc5a", RED])
    o += "".join(circ(24 + i * 34, 158 - (i % 3) * 12, 14, c, INK, 3) for i, c in dots)
    for i, text in enumerate(["RESEP SAMBAL PECEL", "ENAK DAN MURAH COCOK", "UNTUK JUALAN!!!"]):
        o += txt(12, 36 + i * 28, 23, text, INK if i < 2 else "#8f1712")
    o += at(264, 96, mortar(0, 0, 0.5)) + person(170, 112, 0.34, K, Y)
    o += tag(282, 28, 66, "BARU", 22, RED, 8, W)
    return at(x, y, o, 0, w / 320)


def clear(x: float, y: float, w: float, wall: str = Y, ink: str = INK) -> str:
    """The same thumbnail with one thing and two words."""
    o = rect(0, 0, 320, 180, wall, INK, 5) + mortar(246, 100, 0.86)
    o += txt(16, 86, 42, "Tahan", ink) + txt(16, 134, 42, "sebulan", ink)
    return at(x, y, o, 0, w / 320)
