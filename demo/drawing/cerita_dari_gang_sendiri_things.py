"""People and things of the gang, drawn for Cerita dari Gang Sendiri in the family's inks and paints."""

from __future__ import annotations

import math

from demo.drawing.shapes import INK, K, P, T, W, Y, circ, line, poly, rect, svg, txt

SKIN, RED, GREEN, CLOUD, STEEL = "#c9905f", "#e0442e", "#2f9e6a", "#c9d1dc", "#8793a6"
GROUND = {T: "#1c8f88", K: "#d9583c", P: "#7ea12a", Y: "#d99a1a", "#7db8ff": "#3b7cc9"}


def path(d: str, fill: str = "none", stroke: str | None = INK, sw: float = 5) -> str:
    """A free path with round joins; `stroke=None` leaves the outline away."""
    ink = f' stroke="{stroke}" stroke-width="{sw}"' if stroke else ""
    return f'<path d="{d}" fill="{fill}"{ink} stroke-linecap="round" stroke-linejoin="round"/>'


def group(body: str, x: float, y: float, s: float = 1, turn: float = 0) -> str:
    """`body` moved to (x, y), scaled by `s`, turned by `turn` degrees."""
    return f'<g transform="translate({x} {y}) rotate({turn}) scale({s})">{body}</g>'


def stage(width: int, height: int, paint: str, horizon: float, body: str) -> str:
    """A picture: one wall in `paint`, the ground from `horizon` down, `body` on top."""
    wall = f'<rect width="{width}" height="{height}" fill="{paint}"/>'
    ground = rect(-20, horizon, width + 40, height, GROUND[paint], INK, 5)
    return svg(width, height, wall + ground + body)


def tube(d: str, width: float, fill: str = SKIN) -> str:
    """An arm, a strap, a handle: a thick line with an ink outline."""
    return path(d, "none", INK, width + 9) + path(d, "none", fill, width)


def star(cx: float, cy: float, r: float, fill: str = Y, sw: float = 5) -> str:
    points = []
    for i in range(10):
        radius, angle = (r if i % 2 == 0 else r * 0.46), math.pi * (i / 5 - 0.5)
        points.append(
            (round(cx + radius * math.cos(angle), 1), round(cy + radius * math.sin(angle), 1))
        )
    return poly(points, fill, INK, sw)


def check(cx: float, cy: float, s: float, stroke: str = INK, sw: float = 10) -> str:
    return path(
        f"M{cx - s} {cy}L{cx - s * 0.25:.1f} {cy + s * 0.75:.1f}L{cx + s} {cy - s * 0.8:.1f}",
        "none",
        stroke,
        sw,
    )


def bubble(
    x: float, y: float, w: float, h: float, tail: tuple[float, float], fill: str = W, sw: float = 5
) -> str:
    """A speech bubble with its tip at `tail`; the tail grows out of the bubble's middle."""
    cx, cy = x + w / 2, y + h / 2
    horizontal = abs(tail[0] - cx) / w > abs(tail[1] - cy) / h
    half = min(w, h) * 0.2
    a, b = ((cx, cy - half), (cx, cy + half)) if horizontal else ((cx - half, cy), (cx + half, cy))
    box = rect(x, y, w, h, fill, INK, sw, min(24, h / 3))
    inside = rect(
        x + sw / 2, y + sw / 2, w - sw, h - sw, fill, None, 0, max(min(24, h / 3) - sw / 2, 0)
    )
    return box + poly([a, tail, b], fill, INK, sw) + inside


def mouth_of(kind: str) -> str:
    if kind == "laugh":
        return path("M-30 -172L30 -172Q28 -134 0 -134Q-28 -134 -30 -172Z", "#7a1f14", INK, 5)
    if kind == "flat":
        return line(-20, -158, 20, -158, 6)
    if kind == "talk":
        return f'<ellipse cx="0" cy="-156" rx="17" ry="13" fill="#7a1f14" stroke="{INK}" stroke-width="5"/>'
    if kind == "mean":
        return path("M-22 -154Q0 -168 24 -156", "none", INK, 6)
    return path("M-24 -164Q0 -138 24 -164", "none", INK, 6)


def eyes_of(kind: str, glasses: bool) -> str:
    if kind == "laugh":
        eyes = path("M-36 -190Q-24 -206 -12 -190M12 -190Q24 -206 36 -190", "none", INK, 6)
    else:
        dx, dy = {"down": (0, 9), "left": (-9, 0), "right": (9, 0)}.get(kind, (0, 0))
        eyes = circ(-22 + dx, -194 + dy, 7, INK, None) + circ(22 + dx, -194 + dy, 7, INK, None)
    if kind == "mean":
        eyes += line(-40, -216, -12, -206, 7) + line(40, -216, 12, -206, 7)
    if glasses:
        eyes += circ(-23, -194, 18, "none", INK, 5) + circ(23, -194, 18, "none", INK, 5)
        eyes += line(-5, -194, 5, -194, 5)
    return eyes


def head_of(cover: str, colour: str) -> str:
    """Head without a face: `scarf`, `cap` (peci) or `hair`."""
    if cover == "scarf":
        cloth = "M-84 -92C-104 -210 -72 -274 0 -274C72 -274 104 -210 84 -92C44 -70 -44 -70 -84 -92Z"
        face = f'<ellipse cx="0" cy="-184" rx="53" ry="58" fill="{SKIN}" stroke="{INK}" stroke-width="5"/>'
        return path(cloth, colour, INK, 6) + face
    ears = circ(-64, -186, 14, SKIN, INK, 5) + circ(64, -186, 14, SKIN, INK, 5)
    head = rect(-24, -146, 48, 44, SKIN, INK, 5) + ears + circ(0, -190, 64, SKIN, INK, 6)
    if cover == "cap":
        return head + path("M-62 -214L-56 -268Q0 -284 56 -268L62 -214Q0 -228 -62 -214Z", colour)
    hair = "M-66 -190C-74 -244 -40 -270 2 -268C48 -268 74 -240 66 -190C58 -216 34 -226 6 -224C-26 -222 -54 -214 -66 -190Z"
    return head + path(hair, colour, INK, 5)


def person(
    x: float,
    base: float,
    s: float,
    shirt: str,
    *,
    cover: str = "hair",
    colour: str = INK,
    mouth: str = "smile",
    eyes: str = "front",
    glasses: bool = False,
) -> str:
    """A bust standing on `base`, about 280·s units high and 240·s wide."""
    body = path("M-122 0C-122 -82 -84 -116 0 -116C84 -116 122 -82 122 0Z", shirt, INK, 6)
    return group(
        body + head_of(cover, colour) + eyes_of(eyes, glasses) + mouth_of(mouth), x, base, s
    )


def phone(x: float, y: float, w: float, h: float, screen: str = W, body: str = "") -> str:
    edge = min(w, h) * 0.09
    glass = rect(x + edge, y + edge, w - 2 * edge, h - 2 * edge, screen, None, 0, edge * 0.7)
    return rect(x, y, w, h, INK, INK, 5, edge * 1.6) + glass + body


def cloud(x: float, y: float, s: float, fill: str = CLOUD) -> str:
    shape = "M-90 40C-130 40 -136 -14 -92 -18C-92 -62 -30 -78 -8 -44C20 -74 78 -56 74 -14C118 -16 124 40 84 40Z"
    return group(path(shape, fill, INK, 5), x, y, s)


def rain(
    x: float, y: float, count: int, step: float, length: float, stroke: str = "#1f6fc9"
) -> str:
    return "".join(
        line(
            x + i * step, y + (i % 2) * 22, x + i * step - 12, y + (i % 2) * 22 + length, 7, stroke
        )
        for i in range(count)
    )


def sun(x: float, y: float, r: float) -> str:
    rays = "".join(
        line(
            round(x + r * 1.3 * math.cos(a), 1),
            round(y + r * 1.3 * math.sin(a), 1),
            round(x + r * 1.65 * math.cos(a), 1),
            round(y + r * 1.65 * math.sin(a), 1),
            7,
        )
        for a in (i * math.pi / 4 for i in range(8))
    )
    return rays + circ(x, y, r, Y, INK, 5)


def uniform(x: float, y: float, s: float) -> str:
    """A school shirt hanging from y, 180·s wide and 170·s high, with a pocket."""
    shape = "M-44 0L-92 34L-72 84L-54 72L-54 170L54 170L54 72L72 84L92 34L44 0Q0 26 -44 0Z"
    details = rect(10, 66, 32, 34, W, INK, 4) + path("M-44 0L-8 40L0 18L8 40L44 0", W, INK, 4)
    return group(path(shape, W, INK, 5) + details + line(0, 44, 0, 166, 4), x, y, s)


def trousers(x: float, y: float, s: float) -> str:
    return group(path("M-46 0L46 0L58 120L12 120L0 44L-12 120L-58 120Z", RED, INK, 5), x, y, s)


def fence(x: float, y: float, count: int, step: float, height: float, fill: str = W) -> str:
    """Wooden pales with pointed heads; (x, y) is the left foot."""
    width = step * 0.66
    rails = "".join(
        rect(x - 10, y - height * k, count * step + 4, 16, fill, INK, 5) for k in (0.72, 0.34)
    )
    pales = ""
    for i in range(count):
        a, top = x + i * step, y - height
        points = [
            (a, y),
            (a, top + 18),
            (a + width / 2, top),
            (a + width, top + 18),
            (a + width, y),
        ]
        pales += poly([(round(p, 1), round(q, 1)) for p, q in points], fill, INK, 5)
    return rails + pales


def tag(x: float, y: float, w: float, h: float, words: str, size: float, turn: float = -4) -> str:
    """A yellow label with its words in the middle; (x, y) is its centre."""
    box = rect(-w / 2, -h / 2, w, h, Y, INK, 5)
    return group(box + txt(0, size * 0.34, size, words, INK, "middle"), x, y, 1, turn)


def sheet(x: float, y: float, w: float, h: float, rows: int, ink: str = "#b9c3d0") -> str:
    """A sheet of paper with `rows` written lines."""
    gap = h / (rows + 1)
    lines = "".join(
        rect(
            x + w * 0.12, y + gap * (i + 1) - 6, w * (0.76 if i % 3 else 0.58), 12, ink, None, 0, 6
        )
        for i in range(rows)
    )
    return rect(x, y, w, h, W, INK, 5, 6) + lines


def cobek(x: float, y: float, s: float) -> str:
    """A stone mortar with sambal, 260·s wide; (x, y) is the middle of its rim."""
    bowl = path("M-130 0A130 92 0 0 0 130 0Z", "#6b7280", INK, 6)
    rim = (
        f'<ellipse cx="0" cy="0" rx="130" ry="40" fill="#8793a6" stroke="{INK}" stroke-width="6"/>'
    )
    sambal = (
        f'<ellipse cx="0" cy="4" rx="92" ry="24" fill="{RED}" stroke="{INK}" stroke-width="4"/>'
    )
    seeds = circ(-40, 2, 5, Y, None) + circ(30, 10, 5, Y, None) + circ(-6, 12, 4, Y, None)
    return group(bowl + rim + sambal + seeds, x, y, s)


def sandal(x: float, y: float, s: float, sole: str, strap: str, turn: float = 0) -> str:
    shape = "M-34 -84C-40 -112 36 -116 38 -78C40 -46 24 -30 26 4C28 44 -30 46 -30 6C-30 -28 -28 -50 -34 -84Z"
    thong = path("M2 -88L-26 -40M2 -88L28 -40", "none", INK, 17) + path(
        "M2 -88L-26 -40M2 -88L28 -40", "none", strap, 9
    )
    return group(path(shape, sole, INK, 6) + thong, x, y, s, turn)
