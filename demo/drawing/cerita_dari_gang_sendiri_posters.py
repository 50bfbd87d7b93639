"""Posters of Cerita dari Gang Sendiri, 960x540; the middle stays free for the play tile."""

from __future__ import annotations

from demo.drawing.cerita_dari_gang_sendiri_things import (
    CLOUD,
    GREEN,
    RED,
    SKIN,
    bubble,
    check,
    cloud,
    fence,
    group,
    path,
    person,
    phone,
    rain,
    sandal,
    sheet,
    stage,
    star,
    sun,
    tag,
    trousers,
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
    play,
    poly,
    rect,
    svg,
    tree,
    txt,
    umbrella,
)

SIZE = (960, 540)


def course_poster() -> str:
    o = path("M-10 40Q480 128 970 34", "none", INK, 4)
    for x, y, paint in [(120, 98, Y), (300, 118, T), (480, 124, W), (660, 118, B), (840, 96, Y)]:
        o += umbrella(x, y, 32, paint)
    o += house(20, 420, 170, 150, Y, "gable", 66, "two")
    o += house(226, 420, 170, 170, T, "hip", 46, "play")
    o += house(436, 420, 150, 140, P, "gable", 60, "lit")
    o += tree(206, 420, 1.7)
    o += house(640, 420, 170, 160, B, "gable", 66, "two") + house(
        846, 420, 150, 150, Y, "hip", 46, "lit"
    )
    o += fence(-6, 530, 11, 54, 104)
    o += person(780, 560, 1.12, T, cover="scarf", colour=W, mouth="laugh")
    o += group(phone(-52, -96, 104, 192, B, star(0, -4, 34)), 636, 420, 1, -8)
    o += tube("M700 566L648 500", 44) + circ(642, 494, 32, SKIN, INK, 5)
    return stage(*SIZE, K, 418, o)


def ideas_poster() -> str:
    o = house(30, 390, 190, 150, K, "gable", 70, "two") + house(
        270, 390, 180, 170, B, "hip", 48, "lit"
    )
    o += tree(246, 390, 1.8)
    o += bubble(50, 40, 130, 96, (120, 168), W) + txt(115, 112, 78, "?", INK, "middle")
    o += bubble(290, 26, 130, 96, (350, 170), Y) + star(355, 76, 34)
    o += fence(-6, 510, 11, 46, 128)
    o += group(sheet(0, 0, 300, 360, 0), 600, 90, 1, 5)
    rows = [(K, 0.62), (Y, 0.8), (T, 0.5), (B, 0.7)]
    for i, (paint, length) in enumerate(rows):
        row = circ(44, 62 + i * 78, 20, paint, INK, 5)
        row += rect(82, 52 + i * 78, 190 * length, 20, INK, None, 0, 10)
        o += group(row, 600, 90, 1, 5)
    o += group(star(0, 0, 40), 838, 172, 1, 10)
    o += tube("M1000 560L868 420", 58) + path("M846 402L720 300", "none", INK, 26)
    o += path("M846 402L740 316", "none", Y, 16) + circ(858, 410, 40, SKIN, INK, 5)
    return stage(*SIZE, P, 388, o)


def audience_poster() -> str:
    o = ""
    for row, (y, s) in enumerate([(330, 0.44), (420, 0.54), (530, 0.64)]):
        for i in range(4 - row // 2):
            x = 54 + i * 118 + row * 22
            o += person(x, y, s, "#aebacb", colour="#8793a6", mouth="flat")
    o += poly([(560, -10), (830, -10), (960, 548), (500, 548)], "#fff1c2", None)
    o += person(736, 560, 1.22, K, cover="scarf", colour=T, mouth="laugh", glasses=True)
    o += tag(742, 482, 186, 78, "bude", 58)
    return stage(*SIZE, B, 300, o)


def consent_poster() -> str:
    o = house(402, 390, 156, 120, Y, "gable", 56, "two")
    o += person(190, 560, 1.12, B, cover="hair", mouth="talk", eyes="right")
    o += person(770, 560, 1.12, K, cover="scarf", colour=P, mouth="smile", eyes="left")
    o += bubble(222, 30, 246, 116, (262, 236), W) + txt(345, 110, 64, "Boleh?", INK, "middle")
    o += bubble(540, 44, 170, 110, (690, 244), Y) + txt(625, 122, 70, "Ya!", INK, "middle")
    o += group(phone(-50, -92, 100, 184, INK), 352, 446, 1, 10) + tube("M250 570L330 500", 44)
    o += circ(330, 494, 32, SKIN, INK, 5)
    page = sheet(0, 0, 130, 150, 0)
    for y in (46, 104):
        page += check(40, y, 15) + rect(68, y - 8, 46, 13, INK, None, 0, 6)
    o += group(page, 496, 362, 1, -6)
    return stage(*SIZE, T, 388, o)


def angkot(x: float, y: float) -> str:
    """A Malang minibus, 470 wide; (x, y) is the left end of the road under it."""
    body = path(
        "M20 -40V-210Q20 -250 64 -250H350Q396 -250 420 -200L452 -128V-40Z", "#3b7cc9", INK, 6
    )
    body += rect(20, -84, 432, 26, Y, INK, 5)
    for i in range(3):
        body += rect(50 + i * 96, -218, 82, 92, "#d8f0ff", INK, 5, 8)
        body += circ(91 + i * 96, -158, 26, SKIN, INK, 5)
        body += circ(83 + i * 96 + 12, -160, 4, INK, None) + circ(
            97 + i * 96 + 8, -160, 4, INK, None
        )
    body += path("M344 -218H366Q382 -218 392 -194L420 -130H344Z", "#d8f0ff", INK, 5)
    for cx in (112, 358):
        body += circ(cx, -34, 44, INK, INK, 5) + circ(cx, -34, 18, W, None)
    return group(body, x, y)


def opening_poster() -> str:
    o = angkot(10, 510)
    o += bubble(528, 40, 404, 330, (332, 332), W)
    o += rect(594, 218, 280, 116, "#7db8ff", INK, 5, 10)
    o += path("M600 240q20 -22 44 0t44 0t44 0t44 0t44 0t44 0", "none", INK, 5)
    hen = path(
        "M-84 20C-84 -30 -50 -20 -28 -18C6 -14 20 -40 26 -62C34 -92 84 -86 82 -44C80 0 60 34 20 46H-50Q-84 44 -84 20Z",
        W,
        INK,
        6,
    )
    hen += path("M34 -82q4 -26 18 -12q6 -24 22 -4q18 -4 8 20", RED, INK, 5)
    hen += circ(58, -54, 7, INK, None) + poly([(82, -52), (112, -42), (82, -32)], Y, INK, 5)
    hen += path("M-40 12Q-12 34 20 10", "none", INK, 5)
    o += group(hen, 716, 190, 1.1)
    o += path("M612 262q20 -16 42 0t42 0t42 0t42 0t42 0t34 0", "none", W, 6)
    o += tag(800, 440, 220, 84, "5 detik", 58)
    return stage(*SIZE, K, 430, o)


def walker() -> str:
    """A small figure in a cloak with a spear, feet at the origin."""
    cloak = path("M0 -150C-52 -140 -66 -40 -78 6H70C58 -50 52 -138 0 -150Z", K, INK, 6)
    hair = path("M-36 -150C-52 -214 40 -222 34 -166C18 -190 -14 -186 -36 -150Z", RED)
    legs = line(-22, 6, -26, 40, 16) + line(20, 6, 26, 40, 16)
    tip = poly([(108, -232), (124, -292), (132, -228)], CLOUD, INK, 5)
    spear = line(72, 48, 118, -236, 9) + tip
    head = circ(0, -166, 32, SKIN, INK, 6) + hair
    return spear + cloak + head + legs + tube("M22 -92L88 -58", 20, SKIN)


def snowstorm() -> str:
    gusts = "30 70 150,330 40 120,790 190 150,80 260 90,520 300 210,590 190 130,740 380 150"
    flakes = "60 160,210 60,330 240,560 220,640 470,830 320,700 180,820 300,930 60,440 470,120 500"
    o = ""
    for x, y, w in (map(int, gust.split()) for gust in gusts.split(",")):
        o += line(x, y, x + w, y - 22, 7, "#d8f0ff")
    for x, y in (map(int, flake.split()) for flake in flakes.split(",")):
        o += circ(x, y, 7, W, None)
    return o


def sintel_poster() -> str:
    """Our own drawing of a lone walker with a spear in a snowstorm; no picture from the film."""
    o = '<rect width="960" height="540" fill="#29447c"/>'
    ridge = "M-20 430L150 150L270 290L420 90L640 380L760 240L980 430V560H-20Z"
    o += path(ridge, "#4d6fb3")
    o += path("M150 150L200 208L164 226L140 200L112 214Z", W, INK, 4)
    o += path("M420 90L486 176L440 196L410 166L358 190Z", W, INK, 4)
    o += path("M-20 440Q220 372 480 432T980 410V560H-20Z", W)
    o += group(walker(), 250, 436) + snowstorm() + txt(600, 112, 92, "Sintel", W)
    return svg(*SIZE, o)


def story_poster() -> str:
    o = sun(112, 106, 46) + house(712, 472, 210, 160, Y, "gable", 80, "two")
    o += line(40, 206, 40, 492, 12) + line(630, 206, 630, 492, 12)
    o += path("M40 212Q335 268 630 212", "none", INK, 5)
    o += uniform(190, 226, 1.36) + trousers(444, 238, 1.5)
    for x in (140, 240, 388, 500):
        o += rect(x - 7, 222, 14, 34, Y, INK, 4)
    o += cloud(740, 104, 1.5, "#8793a6") + rain(652, 186, 7, 34, 44)
    o += tag(736, 106, 150, 76, "tapi", 58)
    return stage(*SIZE, B, 470, o)


def script_poster() -> str:
    page = (
        rect(0, 0, 420, 440, W, INK, 6, 8) + line(210, 0, 210, 440, 5) + line(0, 104, 420, 104, 5)
    )
    page += path("M54 54Q105 4 156 54Q105 102 54 54Z", Y, INK, 5) + circ(105, 54, 17, INK, None)
    page += path(
        "M292 60C282 10 350 4 346 50C344 72 322 70 322 92C318 104 302 98 302 86M306 50C306 30 330 32 326 52",
        "none",
        INK,
        7,
    )
    for i, paint in enumerate([K, T, B]):
        y = 124 + i * 104
        page += rect(28, y, 152, 84, paint, INK, 5, 6)
        page += rect(234, y + 14, 156, 15, INK, None, 0, 7) + rect(
            234, y + 46, 110, 15, INK, None, 0, 7
        )
    page += group(circ(0, 0, 22, SKIN, INK, 4), 104, 166) + play(104, 270, 20) + star(104, 374, 28)
    o = group(page, 70, 64, 1, -3)
    cup = path("M-86 -130H86L66 30Q64 50 40 50H-40Q-64 50 -66 30Z", "#d8f0ff", INK, 6)
    cup += path("M-78 -88H78L63 30Q62 47 40 47H-40Q-62 47 -63 30Z", "#d99a1a", None)
    cup += path("M84 -96C146 -100 140 -10 72 -14", "none", INK, 16) + path(
        "M84 -96C146 -100 140 -10 72 -14", "none", "#d8f0ff", 6
    )
    steam = "".join(path(f"M{x} -160q-20 -24 0 -46t0 -46", "none", INK, 6) for x in (-40, 4, 48))
    o += group(cup + steam, 768, 402, 1.15)
    o += tube("M540 476L610 236", 18, Y) + poly([(533, 500), (527, 472), (553, 480)], INK)
    return stage(*SIZE, K, 400, o)


def lens_poster() -> str:
    back = rect(0, 0, 270, 470, INK, INK, 6, 40) + rect(14, 14, 242, 442, "#3b4a6b", None, 0, 30)
    back += (
        rect(28, 30, 96, 156, INK, None, 0, 30)
        + circ(76, 76, 32, "#29447c", W, 5)
        + circ(76, 76, 13, W, None)
    )
    back += circ(76, 146, 20, "#29447c", W, 4)
    back += group(
        circ(0, 0, 54, Y, INK, 5)
        + circ(-18, -12, 6, INK, None)
        + circ(18, -12, 6, INK, None)
        + path("M-24 12Q0 34 24 12", "none", INK, 6),
        188,
        84,
        1,
        8,
    )
    o = group(back, 96, 52, 1, -5)
    o += tag(260, 380, 170, 76, "bude", 56, -5)
    o += person(730, 560, 1.3, K, cover="hair", mouth="laugh", eyes="left")
    o += line(600, 284, 420, 176, 6, INK, ' stroke-dasharray="2 18"')
    return stage(*SIZE, B, 420, o)


def humour_poster() -> str:
    o = path("M60 400H450C560 400 540 190 640 160", "none", INK, 40) + path(
        "M60 400H450C560 400 540 190 640 160", "none", Y, 28
    )
    o += poly([(618, 106), (706, 138), (652, 212)], Y, INK, 6)
    for x, word in ((120, "1"), (300, "2")):
        o += circ(x, 400, 62, W, INK, 6) + txt(x, 428, 80, word, INK, "middle")
    o += txt(120, 316, 54, "biasa", INK, "middle") + txt(300, 316, 54, "biasa", INK, "middle")
    o += tag(420, 130, 190, 80, "belok!", 58)
    o += person(800, 560, 1.2, T, cover="cap", mouth="laugh", eyes="laugh")
    o += sandal(510, 490, 0.62, RED, W, -14) + sandal(580, 490, 0.62, "#3b7cc9", Y, 12)
    return stage(*SIZE, P, 452, o)


def kindness_poster() -> str:
    o = person(180, 560, 1.14, Y, cover="hair", mouth="laugh", eyes="laugh")
    o += person(780, 560, 1.14, B, cover="scarf", colour=W, mouth="laugh", eyes="laugh")
    o += bubble(250, 40, 200, 104, (236, 236), W) + txt(350, 114, 62, "ha ha", INK, "middle")
    o += bubble(520, 40, 200, 104, (726, 230), W) + txt(620, 114, 62, "ha ha", INK, "middle")
    shield = path(
        "M0 -130C46 -96 84 -92 118 -92C122 20 84 104 0 146C-84 104 -122 20 -118 -92C-84 -92 -46 -96 0 -130Z",
        GREEN,
        INK,
        7,
    )
    o += group(shield + check(0, 4, 54, W, 24), 480, 330, 1.05)
    return stage(*SIZE, K, 420, o)


def posters() -> dict[str, str]:
    return {
        "poster": course_poster(),
        "1-1": ideas_poster(),
        "1-2": audience_poster(),
        "1-3": consent_poster(),
        "2-1": opening_poster(),
        "2-1-sintel": sintel_poster(),
        "2-2": story_poster(),
        "2-3": script_poster(),
        "3-1": lens_poster(),
        "3-2": humour_poster(),
        "3-3": kindness_poster(),
    }
