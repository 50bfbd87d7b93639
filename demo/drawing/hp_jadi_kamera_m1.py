"""Pictures of module 1 of HP Jadi Kamera, "Gambar"."""

from __future__ import annotations

from demo.drawing.hp_jadi_kamera_props import (
    CORAL_2,
    GREEN,
    GREY,
    LIME_2,
    MEAT,
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
    cart,
    corners,
    cup,
    finger,
    fist,
    framed,
    glass,
    lock,
    oval,
    path,
    person,
    person_back,
    phone,
    scene,
    steam,
    thirds,
    wide,
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
    tree,
    txt,
    umbrella,
)


def lens(x: float, y: float, r: float) -> str:
    """A camera lens on a phone's back."""
    return (
        circ(x, y, r, GREY, INK, 5)
        + circ(x, y, r * 0.66, NIGHT, INK, 4)
        + circ(x - r * 0.22, y - r * 0.24, r * 0.17, W, None)
    )


def phone_back(x: float, y: float, w: float, h: float, paint: str = B) -> str:
    """The back of a standing phone, its lens top left."""
    body = rect(x, y, w, h, paint, INK, 6, 34) + rect(
        x + 22, y + 22, w * 0.46, w * 0.72, PALE, INK, 4, 24
    )
    return body + lens(x + 22 + w * 0.23, y + 22 + w * 0.26, w * 0.17)


def smear(x: float, y: float, s: float = 1) -> str:
    """A fingerprint: rings that are not closed."""
    rings = "".join(
        path(f"M{-r} {r * 0.5}A{r} {r * 1.3} 0 1 1 {r} {r * 0.5}", "none", INK, 3.5)
        for r in (10, 20, 30)
    )
    return at(x, y, rings, s)


def cloth(x: float, y: float, s: float = 1) -> str:
    """A crumpled corner of a shirt in a hand that wipes."""
    rag = path("M-70-46Q-30-78 6-52Q50-74 72-34Q92 10 50 34Q0 62-48 36Q-96 8-70-46Z", Y)
    folds = path("M-40-36q20 22 4 48M8-44q14 20 2 44M44-30q2 22-10 40", "none", INK, 3)
    return at(x, y, rag + folds + at(34, 34, fist(K), 1, -38), s)


def poster_1_1() -> str:
    """A phone's back with a fingerprint, and a shirt corner coming to wipe it."""
    return wide(
        T,
        rect(-10, 436, 980, 120, TEAL_2, INK, 5),
        phone_back(110, 60, 250, 420),
        smear(189, 224, 1.1),
        path("M402 128q40-26 82-12M410 190h84M402 250q36 26 80 20", "none", W, 9),
        cloth(700, 200, 1.35),
    )


def memory_screen() -> str:
    """Settings of a phone: memory half free, flight mode on."""
    bars = rect(60, 70, 360, 56, W, INK, 6, 12) + rect(68, 78, 190, 40, Y, None, 0, 6)
    plane = path(
        "M0-50Q10-50 10-26V-12L56 20V34L10 20V44L24 56V66L0 58L-24 66V56L-10 44V20L-56 34V20L-10-12V-26Q-10-50 0-50Z",
        INK,
        None,
    )
    return (
        rect(0, 0, 480, 270, PALE, None) + bars + txt(60, 50, 40, "memori") + at(240, 192, plane, 1)
    )


def scenes_1_1() -> dict[str, str]:
    coffee = (
        rect(0, 0, 480, 270, K, None)
        + rect(0, 190, 480, 90, CORAL_2, INK, 4)
        + cup(240, 222, 1.3, W)
    )
    stage = rect(250, 60, 210, 120, W, INK, 5) + txt(355, 140, 76, "17", RED, "middle")
    stage += poly([(232, 62), (252, 26), (458, 26), (478, 62)], RED, INK, 5)
    stage += rect(236, 178, 238, 34, WOOD, INK, 5)
    close = rect(0, 0, 480, 270, W, None) + txt(240, 200, 190, "17", RED, "middle")
    return {
        "1-1-adegan-1": scene(
            T, phone_back(70, 26, 190, 300), smear(135, 160, 0.72), cloth(300, 130, 0.9)
        ),
        "1-1-adegan-2": scene(B, phone(54, 30, 372, 210, memory_screen())),
        "1-1-adegan-3": scene(
            P,
            phone(60, 24, 330, 190, coffee),
            lock(336, 86, 0.8),
            at(258, 132, finger(Y), 0.9, -18),
        ),
        "1-1-adegan-4": scene(
            B,
            rect(-5, 208, 490, 70, LIME_2, INK, 4),
            stage,
            path("M196 240h44m-16-16l16 16-16 16", "none", W, 9),
            at(66, 146, person_back(K), 0.72),
            path("M124 236L168 158", "none", INK, 30),
            path("M124 236L168 158", "none", K, 22),
            phone(112, 80, 116, 68, close),
            circ(172, 150, 13, SKIN, INK, 4),
        ),
    }


def view_of_lane() -> str:
    """A kampung lane for small screens, 480 x 270."""
    return (
        rect(0, 0, 480, 270, "#d8f0ff", None)
        + house(40, 220, 110, 90, K, "gable", 44, "two")
        + house(186, 220, 110, 100, Y, "hip", 34, "lit")
        + house(330, 220, 110, 90, P, "gable", 44, "two")
        + rect(-5, 218, 490, 60, SAND, INK, 4)
    )


def rice_stand(x: float, base: float, s: float, picture: str) -> str:
    """A lying phone that leans on a heavy glass of rice behind it."""
    lying = at(-60, -78, phone(-130, -74, 260, 148, picture), 1, -3)
    return at(x, base, glass(92, -10, 1.5) + lying, s)


def poster_1_2() -> str:
    """A phone stands still in a glass of rice and films the lane."""
    street = view_of_lane() + thirds(480, 270, INK)
    return wide(
        K,
        rect(-10, 420, 980, 140, CORAL_2, INK, 5),
        umbrellas(),
        rice_stand(316, 486, 1.42, street),
        house(610, 424, 150, 130, T, "gable", 60, "lit"),
        house(790, 424, 150, 150, Y, "hip", 46, "two"),
    )


def umbrellas() -> str:
    cord = path("M-10 34Q480 96 970 24", "none", INK, 3)
    paints = ((560, 68, Y), (660, 64, P), (770, 56, B), (880, 46, W))
    return cord + "".join(umbrella(x, y + 8, 30, paint) for x, y, paint in paints)


def fence(x: float, base: float) -> str:
    bars = "".join(
        poly(
            [
                (x + i * 48, base),
                (x + i * 48, base - 120),
                (x + 15 + i * 48, base - 142),
                (x + 30 + i * 48, base - 120),
                (x + 30 + i * 48, base),
            ],
            W,
            INK,
            4,
        )
        for i in range(5)
    )
    return rect(x - 14, base - 96, 250, 20, WOOD, INK, 4) + bars


def figure_supports() -> str:
    """Three supports side by side: rice glass, fence, elbows."""
    elbows = at(810, 150, person(K, "scarf", Y))
    arms = path("M716 300Q712 356 790 330M904 300Q908 356 830 330", "none", INK, 34)
    arms += path("M716 300Q712 356 790 330M904 300Q908 356 830 330", "none", K, 26)
    hands = circ(764, 316, 19, "#d99a6c", INK, 4) + circ(856, 316, 19, "#d99a6c", INK, 4)
    return wide(
        W,
        rect(20, 20, 290, 330, Y, INK, 5, 10),
        rice_stand(165, 320, 0.7, view_of_lane()),
        rect(335, 20, 290, 330, T, INK, 5, 10),
        phone(380, 78, 200, 116, view_of_lane()),
        fence(368, 336),
        rect(650, 20, 290, 330, B, INK, 5, 10),
        elbows,
        arms,
        phone(740, 250, 140, 84, view_of_lane()),
        hands,
        *(
            txt(x, 402, 46, word, INK, "middle")
            for x, word in ((165, "gelas beras"), (480, "pagar"), (795, "siku"))
        ),
        height=420,
    )


def figure_frame() -> str:
    """Two framings of one person: below a big ceiling, and eyes on the upper third."""
    ceiling = rect(0, 0, 480, 270, W, None)
    lamp = line(350, 0, 350, 40, 4) + circ(350, 62, 24, Y, INK, 4)
    gecko = path("M92 92q30-26 58-4t54-12", "none", GREEN, 12) + circ(86, 96, 13, GREEN, None)
    gecko += path("M112 82l-10-18M118 88l4 22M148 90l12-20M144 88l-6 22", "none", GREEN, 6)
    low = ceiling + lamp + gecko + at(240, 226, person(K), 0.8) + thirds(480, 270, GREY)
    room = (
        rect(0, 0, 480, 270, B, None)
        + rect(320, 70, 110, 86, W, INK, 5)
        + line(375, 70, 375, 156, 4)
    )
    good = room + at(160, 94, person(K, look=8), 1.05) + thirds(480, 270, W)
    return wide(
        W,
        phone(16, 20, 456, 270, low),
        phone(488, 20, 456, 270, good),
        badge(60, 352, False, 1.2),
        badge(532, 352, True, 1.2),
        txt(112, 370, 48, "plafon menang"),
        txt(584, 370, 48, "mata di atas"),
        height=420,
    )


def shot_hands() -> str:
    """Shot 1: only the hand and the bowl."""
    return (
        rect(0, 0, 480, 270, Y, None)
        + rect(-5, 206, 490, 70, WOOD, INK, 4)
        + bakso(190, 138, 116)
        + line(250, 92, 350, 20, 13, INK)
        + oval(236, 100, 34, 18, PALE)
        + circ(236, 88, 20, MEAT, INK, 4)
        + at(364, 34, fist(T), 0.8, -64)
    )


def shot_face() -> str:
    """Shot 2: the seller behind his steam."""
    return (
        rect(0, 0, 480, 270, T, None)
        + at(250, 112, person(B, "cap", K, look=-6), 1.1)
        + rect(30, 196, 190, 90, PALE, INK, 5, 8)
        + oval(125, 198, 95, 20, GREY)
        + steam(120, 170, 1.3, W)
    )


def shot_place() -> str:
    """Shot 3: the cart at the mouth of the lane, in the evening."""
    children = at(388, 158, person_back(P), 0.36) + at(438, 170, person_back(Y, "scarf", K), 0.32)
    return (
        rect(0, 0, 480, 270, NIGHT, None)
        + circ(424, 40, 20, Y, None)
        + house(-30, 222, 120, 110, "#5a8bd0", "gable", 46, "lit")
        + house(342, 222, 130, 100, "#d4705a", "hip", 36, "lit")
        + rect(-5, 220, 490, 60, "#7f8bab", INK, 4)
        + children
        + rect(-5, 236, 490, 40, "#7f8bab", None)
        + cart(206, 250, 0.74)
    )


def shot_shoulder() -> str:
    """Shot 4: over the seller's shoulder, broth on its way into the bowl."""
    return (
        rect(0, 0, 480, 270, P, None)
        + rect(-5, 196, 490, 80, WOOD, INK, 4)
        + bakso(330, 158, 92, K)
        + path("M336 74Q352 100 344 132", "none", "#ffe3a3", 16)
        + path("M262 66Q300 96 344 74L352 40H256Z", GREY)
        + line(256, 46, 196, 20, 12)
        + at(110, 120, person_back(B, "cap", K), 1.25)
    )


def shot_under() -> str:
    """Shot 5: from below, the bowl passes from a big hand to a small one."""
    return (
        rect(0, 0, 480, 270, "#5a8bd0", None)
        + circ(400, 56, 26, Y, INK, 4)
        + at(122, 142, at(0, 0, fist(B), 1, 90), 0.9)
        + at(360, 146, at(0, 0, fist(P), 1, -90), 0.62)
        + bakso(244, 116, 104)
        + path("M-10 270Q60 190 150 250T300 244T490 260V280H-10Z", INK, None)
    )


SHOTS = (shot_hands, shot_face, shot_place, shot_shoulder, shot_under)


def poster_1_3() -> str:
    """A bakso cart on the left, a big bowl in a viewfinder on the right."""
    return wide(
        Y,
        rect(-10, 440, 980, 120, "#d9a51e", INK, 5),
        tree(60, 440, 2.6),
        cart(230, 486, 1.24),
        bakso(752, 292, 142, T),
        steam(752, 196, 1.5),
        corners(570, 66, 366, 410, INK, 46),
        circ(896, 108, 14, RED, None),
    )


def figure_five() -> str:
    """The five shots as numbered frames."""
    words = ("apa", "siapa", "di mana", "bagaimana", "kejutan")
    spots = ((20, 16), (335, 16), (650, 16), (178, 282), (492, 282))
    parts = []
    for number, ((x, y), shot, word) in enumerate(zip(spots, SHOTS, words, strict=True), 1):
        parts.append(framed(x + 12, y + 6, 258, shot()))
        parts.append(circ(x + 22, y + 204, 24, INK, None))
        parts.append(txt(x + 22, y + 217, 36, str(number), W, "middle"))
        parts.append(txt(x + 58, y + 219, 44, word))
    return wide(W, *parts)


def pictures() -> dict[str, str]:
    shots = {f"1-3-adegan-{i}": scene(W, shot()) for i, shot in enumerate(SHOTS[:4], 1)}
    return {
        "1-1": poster_1_1(),
        **scenes_1_1(),
        "1-2": poster_1_2(),
        "1-2-sandaran": figure_supports(),
        "1-2-bingkai": figure_frame(),
        "1-3": poster_1_3(),
        "1-3-lima-ambilan": figure_five(),
        **shots,
    }
