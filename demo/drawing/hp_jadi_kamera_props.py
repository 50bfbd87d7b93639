"""Props of the pictures of HP Jadi Kamera: people, hands, phones, carts and badges around (0, 0)."""

from __future__ import annotations

from demo.drawing.shapes import INK, B, K, P, T, W, Y, bowl, circ, line, poly, rect, svg, txt

RED, GREEN, GREY, PALE, NIGHT, WOOD = (
    "#e0442e",
    "#2f9e6a",
    "#6b7280",
    "#e8f4ff",
    "#1b2f5c",
    "#c99a5b",
)
SKIN, SKIN_2, MEAT = "#d99a6c", "#b9784a", "#b46a3c"
TEAL_2, CORAL_2, BLUE_2, LIME_2, SAND = "#1c8f88", "#d9583c", "#3b7cc9", "#7ea12a", "#f6f1e4"


def scene(paint: str, *parts: str) -> str:
    """A storyboard picture, 480 x 270."""
    return svg(480, 270, rect(0, 0, 480, 270, paint, None) + "".join(parts))


def wide(paint: str, *parts: str, height: int = 540) -> str:
    """A poster or figure, 960 wide."""
    return svg(960, height, rect(0, 0, 960, height, paint, None) + "".join(parts))


def at(x: float, y: float, body: str, s: float = 1, rot: float = 0) -> str:
    return f'<g transform="translate({x} {y}) rotate({rot}) scale({s})">{body}</g>'


def path(d: str, fill: str = "none", stroke: str | None = INK, sw: float = 4) -> str:
    edge = f' stroke="{stroke}" stroke-width="{sw}" stroke-linecap="round"' if stroke else ""
    return f'<path d="{d}" fill="{fill}"{edge} stroke-linejoin="round"/>'


def oval(x: float, y: float, rx: float, ry: float, fill: str, sw: float = 4) -> str:
    edge = f' stroke="{INK}" stroke-width="{sw}"' if sw else ""
    return f'<ellipse cx="{x}" cy="{y}" rx="{rx}" ry="{ry}" fill="{fill}"{edge}/>'


def screen(x: float, y: float, w: float, h: float, body: str, vw: int = 480, vh: int = 270) -> str:
    """`body`, drawn for a field of vw x vh, cut to the box at (x, y)."""
    box = f'x="{x}" y="{y}" width="{w}" height="{h}" viewBox="0 0 {vw} {vh}"'
    return f'<svg {box} preserveAspectRatio="xMidYMid slice">{body}</svg>'


def phone(x: float, y: float, w: float, h: float, body: str, vw: int = 480, vh: int = 270) -> str:
    """A phone with `body` on its screen; lying when it is wider than high."""
    rim = max(8, min(w, h) * 0.06)
    inner = (x + rim, y + rim, w - 2 * rim, h - 2 * rim)
    return (
        rect(x, y, w, h, INK, INK, 4, min(w, h) * 0.12)
        + rect(*inner, W, None)
        + screen(*inner, body, vw, vh)
    )


def framed(x: float, y: float, w: float, body: str) -> str:
    """A 16:9 frame with `body` drawn for 480 x 270."""
    h = w * 9 / 16
    return screen(x, y, w, h, body) + rect(x, y, w, h, "none", INK, 5, 4)


def corners(x: float, y: float, w: float, h: float, paint: str = W, n: float = 26) -> str:
    """Four viewfinder corners."""
    d = (
        f"M{x} {y + n}v{-n}h{n}M{x + w - n} {y}h{n}v{n}"
        f"M{x + w} {y + h - n}v{n}h{-n}M{x + n} {y + h}h{-n}v{-n}"
    )
    return path(d, "none", paint, 5)


def thirds(w: int = 480, h: int = 270, paint: str = W) -> str:
    """The help lines of the camera over a field of w x h."""
    d = "".join(f"M{w * i / 3} 0v{h}M0 {h * i / 3}h{w}" for i in (1, 2))
    return path(d, "none", paint, 3)


FACES = {
    "smile": path("M-14 20q14 14 28 0"),
    "talk": oval(0, 24, 10, 11, INK, 0),
    "flat": path("M-12 24h24"),
}


def headwear(kind: str, paint: str) -> str:
    """What is worn over the forehead; the scarf is drawn by `person` behind the face."""
    if kind == "hair":
        return path(
            "M-46 2C-58-62-22-68 0-66C28-68 58-58 46 2C42-22 30-34 8-36C-14-30-38-26-46 2Z", INK
        )
    if kind == "cap":
        return path("M-47-14C-48-72 48-72 47-14Z", paint) + path("M-4-24h64q6 10-6 12h-58Z", paint)
    if kind == "peci":
        return path("M-44-16L-38-62Q0-72 38-62L44-16Q0-28-44-16Z", INK)
    return ""


def person(
    shirt: str,
    kind: str = "hair",
    paint: str = K,
    skin: str = SKIN,
    look: float = 0,
    mouth: str = "smile",
) -> str:
    """Head and shoulders; the head's middle is (0, 0), the shoulders end at y = 200."""
    torso = path("M-104 200Q-100 86-40 74H40Q100 86 104 200Z", shirt)
    eyes = circ(-16 + look, -2, 5, INK, None) + circ(16 + look, -2, 5, INK, None)
    face = eyes + at(look * 0.7, 0, FACES[mouth])
    if kind == "scarf":
        veil = path("M0-64C-72-64-70 4-66 44Q-58 108 0 112Q58 108 66 44C70 4 72-64 0-64Z", paint)
        return torso + veil + oval(0, 2, 38, 44, skin, 3) + face
    neck = rect(-16, 40, 32, 40, skin)
    return torso + neck + oval(0, 0, 45, 50, skin) + face + headwear(kind, paint)


def person_back(shirt: str, kind: str = "hair", paint: str = K) -> str:
    """The same from behind."""
    torso = path("M-110 220Q-106 86-40 72H40Q106 86 110 220Z", shirt)
    skull = oval(0, 0, 47, 52, INK)
    if kind == "scarf":
        skull = path("M0-64C-72-64-70 4-66 44Q-58 108 0 112Q58 108 66 44C70 4 72-64 0-64Z", paint)
    if kind == "cap":
        skull += path("M-49 2C-52-74 52-74 49 2Q0 16-49 2Z", paint)
    return torso + rect(-18, 40, 36, 40, SKIN) + skull


def finger(sleeve: str = Y, skin: str = SKIN) -> str:
    """A pointing hand; its fingertip is (0, 0) and the arm goes down."""
    return (
        rect(-2, 112, 56, 150, skin, INK, 4)
        + rect(-10, 160, 72, 320, sleeve, INK, 4)
        + rect(-14, 56, 78, 74, skin, INK, 4, 28)
        + rect(-13, 0, 26, 86, skin, INK, 4, 13)
        + rect(-11, 62, 22, 26, skin, None)
        + path("M16 62v26M34 60v28M50 66v20", "none", INK, 3)
    )


def fist(sleeve: str = Y, skin: str = SKIN) -> str:
    """A closed hand around (0, 0), the arm going down."""
    return (
        rect(-28, 20, 56, 60, skin, INK, 4)
        + rect(-38, 66, 76, 420, sleeve, INK, 4)
        + rect(-42, -34, 84, 74, skin, INK, 4, 30)
        + path("M-22-34v30M0-34v32M22-34v30", "none", INK, 3)
    )


def bakso(cx: float, cy: float, r: float, paint: str = W) -> str:
    """A bowl of bakso, its rim at cy."""
    balls = "".join(
        circ(cx + r * dx, cy + r * dy, r * 0.2, MEAT, INK, 4)
        for dx, dy in ((-0.46, -0.04), (0.38, -0.06), (-0.04, 0.02))
    )
    leaf = circ(cx + r * 0.1, cy - r * 0.16, r * 0.08, P, INK, 3)
    return bowl(cx, cy, r, paint, "#ffe3a3") + leaf + balls


def steam(cx: float, y: float, s: float = 1, paint: str = INK) -> str:
    return "".join(
        at(cx + i * 30 * s, y, path("M0 0q-12-14 0-28t0-28", "none", paint, 5), s)
        for i in (-1, 0, 1)
    )


def cup(cx: float, base: float, s: float = 1, paint: str = K) -> str:
    """A coffee cup standing at `base`."""
    body = path("M48-66q44-4 36 24q-8 24-46 22", "none", INK, 12)
    body += path("M48-66q44-4 36 24q-8 24-46 22", "none", W, 5)
    body += path("M-54-84H54L42-6Q0 6-42-6Z", paint) + oval(0, -84, 54, 13, "#6b4226")
    return at(cx, base, body, s)


def glass(cx: float, base: float, s: float = 1) -> str:
    """A drinking glass, almost full of rice."""
    wall = path("M-68-140L-50 0H50L68-140Z", PALE)
    rice = path("M-64-110Q0-134 64-110L50 0H-50Z", SAND)
    grains = "".join(
        oval(x, y, 6, 3, WOOD, 0)
        for x, y in ((-36, -86), (-6, -98), (30, -88), (42, -60), (12, -70), (36, -30), (8, -24))
    )
    return at(cx, base, wall + oval(0, -140, 68, 11, W) + rice + grains, s)


def cart(x: float, base: float, s: float = 1) -> str:
    """A bakso cart on two wheels; its middle is x, the wheels stand at `base`."""
    body = rect(-120, -250, 10, 130, WOOD) + rect(110, -250, 10, 130, WOOD)
    body += rect(-110, -222, 220, 92, PALE) + bakso(-54, -162, 34, T) + bakso(46, -162, 34, K)
    body += rect(-134, -134, 268, 98, B, INK, 4) + rect(-104, -116, 208, 60, Y, INK, 4)
    body += txt(0, -70, 50, "BAKSO", INK, "middle")
    body += poly([(-152, -248), (-128, -296), (128, -296), (152, -248)], K, INK, 4)
    body += line(134, -110, 196, -128, 9) + line(110, -40, 110, -4, 8)
    for wheel in (-70, 62):
        body += circ(wheel, -32, 32, W, INK, 7) + circ(wheel, -32, 6, INK, None)
    return at(x, base, body, s)


def badge(x: float, y: float, ok: bool, s: float = 1) -> str:
    """A round tick or cross: the sign stands beside the colour."""
    mark = "M-13 1l9 10L14-10" if ok else "M-10-10L10 10M10-10L-10 10"
    return at(x, y, circ(0, 0, 28, GREEN if ok else RED, INK, 4) + path(mark, "none", W, 8), s)


def lock(x: float, y: float, s: float = 1, paint: str = Y) -> str:
    body = path("M-17-4v-20a17 17 0 0 1 34 0v20", "none", INK, 8)
    return at(x, y, body + rect(-28, -6, 56, 44, paint, INK, 5, 6) + circ(0, 14, 6, INK, None), s)


def wave(x: float, y: float, heights: str, s: float = 1, paint: str = INK) -> str:
    """A row of bars, one digit 0-9 each; (x, y) is the middle of its left end."""
    bars = "".join(
        rect(i * 16, -int(n) * 7 - 3, 9, int(n) * 14 + 6, paint, None, 0, 4)
        for i, n in enumerate(heights)
    )
    return at(x, y, bars, s)


def note(x: float, y: float, s: float = 1, paint: str = INK) -> str:
    """A pair of joined music notes."""
    body = poly([(-30, -60), (40, -76), (40, -54), (-30, -38)], paint, INK, 4)
    body += line(-28, -50, -28, 24, 8) + line(38, -64, 38, 8, 8)
    return at(x, y, body + oval(-42, 26, 17, 13, paint) + oval(24, 12, 17, 13, paint), s)


def scissors(x: float, y: float, s: float = 1, rot: float = 0) -> str:
    """Open scissors; the blades meet at (x, y) and point right."""
    body = path("M0 0L150-52Q120-4 0 0Z", W) + path("M0 0L150 52Q120 4 0 0Z", PALE)
    for end in (-1, 1):
        body += line(0, 0, -44, 30 * end, 14)
        body += f'<circle cx="-78" cy="{44 * end}" r="32" fill="none" stroke="{INK}" stroke-width="24"/>'
        body += (
            f'<circle cx="-78" cy="{44 * end}" r="32" fill="none" stroke="{K}" stroke-width="14"/>'
        )
    return at(x, y, body + circ(0, 0, 9, Y, INK, 4), s, rot)


def pane(x: float, y: float, w: float, h: float, glow: str = "#fff3c4") -> str:
    """A house window with four lights."""
    cross = path(f"M{x + w / 2} {y}v{h}M{x} {y + h / 2}h{w}", "none", INK, 7)
    return rect(x, y, w, h, glow, INK, 9) + cross + rect(x - 14, y + h, w + 28, 18, W, INK, 4)


def fan(x: float, base: float, s: float = 1) -> str:
    blades = "".join(at(0, 0, oval(0, -34, 17, 28, B), 1, turn) for turn in (0, 120, 240))
    body = rect(-8, 60, 16, 90, W) + oval(0, 154, 56, 12, W)
    return at(
        x, base - 166 * s, body + circ(0, 0, 76, PALE, INK, 5) + blades + circ(0, 0, 10, Y), s
    )
