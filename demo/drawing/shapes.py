"""Shapes of the Kanal picture family: plain SVG strings in user units, ink outlines on paint.

Redraw everything with `python -m demo.drawing` (needs a Chromium; the rendered pictures are committed).
"""

from __future__ import annotations

INK, Y, T, K, B, P, W = "#14213d", "#ffc93c", "#3fcfc0", "#ff8f75", "#7db8ff", "#bcdc5a", "#ffffff"
F = "font-family=\"Bahnschrift,'Avenir Next Condensed','Roboto Condensed',sans-serif-condensed,'Arial Narrow','Liberation Sans Narrow',sans-serif\" font-weight=\"700\""


def svg(w, h, body, extra=""):
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}"{extra}>{body}</svg>\n'


def rect(x, y, w, h, fill, stroke=INK, sw=3, r=0, extra=""):
    s = f' stroke="{stroke}" stroke-width="{sw}"' if stroke else ""
    rr = f' rx="{r}"' if r else ""
    return f'<rect x="{x}" y="{y}" width="{w}" height="{h}"{rr} fill="{fill}"{s}{extra}/>'


def poly(pts, fill, stroke=INK, sw=3, extra=""):
    s = f' stroke="{stroke}" stroke-width="{sw}" stroke-linejoin="round"' if stroke else ""
    return f'<path d="M{" L".join(f"{a} {b}" for a, b in pts)}Z" fill="{fill}"{s}{extra}/>'


def line(x1, y1, x2, y2, sw=3, stroke=INK, extra=""):
    return f'<path d="M{x1} {y1}L{x2} {y2}" stroke="{stroke}" stroke-width="{sw}" stroke-linecap="round" fill="none"{extra}/>'


def circ(x, y, r, fill, stroke=INK, sw=3):
    s = f' stroke="{stroke}" stroke-width="{sw}"' if stroke else ""
    return f'<circle cx="{x}" cy="{y}" r="{r}" fill="{fill}"{s}/>'


def play(cx, cy, s, fill=INK):
    return poly([(cx - s * 0.8, cy - s), (cx + s, cy), (cx - s * 0.8, cy + s)], fill, fill, 2)


def window(kind, cx, cy, w):
    h = w * 9 / 16
    x, y = cx - w / 2, cy - h / 2
    o = ""
    if kind == "play":
        o = rect(x, y, w, h, W) + play(cx, cy, h * 0.26)
    elif kind == "rec":
        o = (
            rect(x, y, w, h, W)
            + circ(cx, cy + h * 0.02, h * 0.2, Y)
            + f'<path d="M{cx - h * 0.36:.1f} {y + h - 1.5}a{h * 0.36:.1f} {h * 0.3:.1f} 0 0 1 {h * 0.72:.1f} 0Z" fill="{INK}"/>'
            + circ(x + w - 8, y + 8, 3.2, "#e0442e", None)
        )
    elif kind == "bars":
        o = rect(x, y, w, h, W) + "".join(
            rect(x + w * (0.18 + i * 0.17), y + h * (0.86 - a), w * 0.11, h * a, c, None)
            for i, (a, c) in enumerate([(0.2, INK), (0.32, INK), (0.46, INK), (0.66, "#e0442e")])
        )
    elif kind == "hill":
        o = (
            rect(x, y, w, h, W)
            + poly(
                [
                    (x + 2, y + h - 2),
                    (x + w * 0.36, y + h * 0.3),
                    (x + w * 0.56, y + h * 0.62),
                    (x + w * 0.7, y + h * 0.44),
                    (x + w - 2, y + h - 2),
                ],
                T,
                INK,
                2,
            )
            + circ(x + w * 0.76, y + h * 0.26, h * 0.12, Y, None)
        )
    elif kind == "two":
        for d in (-w * 0.28, w * 0.28):
            a = w * 0.34
            o += (
                rect(cx + d - a / 2, cy - a / 2, a, a, W)
                + line(cx + d, cy - a / 2, cx + d, cy + a / 2, 2)
                + line(cx + d - a / 2, cy, cx + d + a / 2, cy, 2)
            )
    elif kind == "lit":
        for d in (-w * 0.28, w * 0.28):
            a = w * 0.34
            o += rect(cx + d - a / 2, cy - a / 2, a, a, Y) + line(
                cx + d, cy - a / 2, cx + d, cy + a / 2, 2
            )
    return o


def house(x, base, w, h, wall, roof="gable", rh=34, win="two", rc=INK, door=None, dashed=False):
    top = base - h
    dash = ' stroke-dasharray="9 7"' if dashed else ""
    o = rect(x, top, w, h, wall, extra=dash)
    if roof == "gable":
        o += poly(
            [(x - 8, top), (x + w / 2, top - rh), (x + w + 8, top)],
            rc if not dashed else W,
            extra=dash,
        )
    elif roof == "hip":
        o += poly(
            [(x - 8, top), (x + w * 0.22, top - rh), (x + w * 0.78, top - rh), (x + w + 8, top)], rc
        )
    elif roof == "shed":
        o += poly([(x - 8, top), (x - 8, top - 8), (x + w + 8, top - rh), (x + w + 8, top)], rc)
    elif roof == "flat":
        o += rect(x - 6, top - 10, w + 12, 10, rc)
    if win:
        o += window(win, x + w / 2, top + h * 0.36, w * 0.62)
    if door:
        dx = x + w * door
        o += rect(dx, base - h * 0.42, w * 0.2, h * 0.42, INK, None)
    return o


def tree(x, y, s=1.0):
    return (
        line(x, y, x, y - 26 * s, 4)
        + circ(x, y - 36 * s, 17 * s, "#2f9e6a")
        + circ(x + 13 * s, y - 27 * s, 11 * s, "#2f9e6a")
    )


def umbrella(x, y, r, c):
    return (
        f'<path d="M{x - r} {y}a{r} {r} 0 0 1 {2 * r} 0q{-r / 3:.1f} {-r / 3:.1f} {-2 * r / 3:.1f} 0q{-r / 3:.1f} {-r / 3:.1f} {-2 * r / 3:.1f} 0q{-r / 3:.1f} {-r / 3:.1f} {-2 * r / 3:.1f} 0Z" fill="{c}" stroke="{INK}" stroke-width="2.5" stroke-linejoin="round"/>'
        + line(x, y - r, x, y - r - 5, 2.5)
    )


def txt(x, y, s, t, fill=INK, anchor="start"):
    return (
        f'<text x="{x}" y="{y}" {F} font-size="{s}" fill="{fill}" text-anchor="{anchor}">{t}</text>'
    )


def bowl(cx, cy, r, c, fill):
    return (
        f'<path d="M{cx - r} {cy}a{r} {r * 0.92:.0f} 0 0 0 {2 * r} 0Z" fill="{c}" stroke="{INK}" stroke-width="4"/>'
        + f'<ellipse cx="{cx}" cy="{cy}" rx="{r}" ry="{r * 0.3:.0f}" fill="{fill}" stroke="{INK}" stroke-width="4"/>'
    )
