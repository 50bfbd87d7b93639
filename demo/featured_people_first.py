"""The first five of `featured_people`: Ningsih, Bagus, Siti, Yudi and Lastri."""

from __future__ import annotations

from demo.person import ChannelPlan, Person, weekly

NINGSIH = Person(
    key="ningsih",
    name="Ningsih Oskab",
    gender="F",
    age=43,
    kelurahan="Purwantoro",
    cohort="kawi",
    state="completed",
    lessons=27,
    last_day=-16,
    visits=(-10, -3),
    channel=ChannelPlan(
        title="Dapur Tempe Ningsih",
        description="Keripik tempe dari dapur sendiri di Purwantoro.",
        kind="oauth",
        connected=-113,
        created=-116,
        trajectory={
            "kind": "steady",
            "start": {"subscribers": 4, "views": 0, "videos": 0},
            # Fourteen weeks until today, and on from there.
            "uploads": [
                weekly(
                    -98,
                    [
                        "Keripik tempe tipis tanpa mesin",
                        "Kenapa minyaknya harus tenang dulu",
                        "Sehari dua puluh papan tempe",
                        "Bumbu ketumbar, takaran sendok makan",
                        "Iris miring atau lurus? Dicoba dua-duanya",
                        "Membungkus supaya tidak melempem sampai luar kota",
                        "Gas habis waktu pesanan datang",
                        "Kenapa kedelainya dari langganan",
                        "Keripik melempem, masih bisa ditolong",
                        "Dapur jam lima pagi",
                        "Menimbang tanpa timbangan",
                        "Daun jeruk dari pagar tetangga",
                        "Pesanan pertama dari Kediri",
                        "Cuci wajan yang benar",
                    ],
                )
            ],
            "per_day": {"subscribers": 0.7, "views": 6},
            "video_views": 95,
        },
    ),
)

BAGUS = Person(
    key="bagus",
    name="Bagus Ipok",
    gender="M",
    age=27,
    kelurahan="Kiduldalem",
    cohort="kawi",
    state="completed",
    lessons=27,
    last_day=-20,
    visits=(-12, -5, -2),
    channel=ChannelPlan(
        title="Kopi Pelan-Pelan",
        description="Belajar menyeduh di rumah, tanpa alat mahal.",
        kind="oauth",
        connected=-115,
        trajectory={
            "kind": "growing",
            # On the day of the baseline it has 84 subscribers.
            "start": {"subscribers": 61, "views": 5120, "videos": 6},
            "uploads": [
                {
                    "every_days": 3.5,
                    "from": -110,
                    "titles": [
                        "Seduh tubruk yang tidak pahit",
                        "Giling kasar, giling halus: bedanya di lidah",
                        "Air berapa derajat kalau tak punya termometer",
                        "Kopi susu rumahan, tiga takaran",
                        "Bersih-bersih teko, dua menit",
                        "Kopi Dampit, kenalan dulu",
                        "Takaran untuk satu cangkir",
                        "Menyeduh sambil hujan",
                        "Tiga kesalahan pertamaku",
                        "Ampas jadi pupuk",
                        "Es kopi tanpa mesin",
                        "Menyimpan biji di dapur panas",
                        "Saringan kain, cara merawatnya",
                    ],
                }
            ],
            "per_day": {"subscribers": 3.1, "views": 40, "growth": 0.25},
            "video_views": 320,
        },
    ),
)

SITI = Person(
    key="siti",
    name="Siti Tahes",
    gender="F",
    age=35,
    kelurahan="Kotalama",
    cohort="kawi",
    state="completed",
    lessons=27,
    last_day=-17,
    channel=ChannelPlan(
        title="Kabar Posyandu Kotalama",
        description="Kabar kesehatan dari kader, sebentar lagi.",
        kind="oauth",
        connected=-113,
        created=-117,
        trajectory={
            "kind": "no_videos",
            "start": {"subscribers": 2, "views": 0, "videos": 0},
            "uploads": [],
        },
    ),
)

YUDI = Person(
    key="yudi",
    name="Yudi Rotom",
    gender="M",
    age=31,
    kelurahan="Bandungrejosari",
    cohort="kawi",
    state="active",
    lessons=5,
    last_day=-40,
    channel=ChannelPlan(
        title="Cerita Jok Belakang",
        description="Cerita jalanan dari pengemudi ojek daring.",
        kind="url",
        connected=-112,
        trajectory={
            "kind": "steady",
            "start": {"subscribers": 37, "views": 1480, "videos": 3},
            # Fifteen more make eighteen.
            "uploads": [
                weekly(
                    -110,
                    [
                        "Penumpang bawa kulkas",
                        "Hujan di Sukun, lima order sekaligus",
                        "Alamatnya di gang tanpa nama",
                        "Jam tiga pagi ke stasiun",
                        "Makan siang di atas motor",
                    ],
                    until=-12,
                )
            ],
            "per_day": {"subscribers": 0.8, "views": 11},
            "video_views": 80,
        },
    ),
)

LASTRI = Person(
    key="lastri",
    name="Lastri Hamur",
    gender="F",
    age=52,
    kelurahan="Dinoyo",
    cohort="kawi",
    state="active",
    lessons=22,
    last_day=-6,
    channel=ChannelPlan(
        title="Tanah Liat Bu Lastri",
        description="Keramik Dinoyo, dari lempung sampai tungku.",
        kind="oauth",
        connected=-112,
        refused=-20,
        trajectory={
            "kind": "steady",
            "start": {"subscribers": 26, "views": 910, "videos": 2},
            "uploads": [
                {
                    "every_days": 9,
                    "from": -104,
                    "titles": [
                        "Memutar mangkuk pertama",
                        "Kenapa tungkunya dibuka besok",
                        "Retak itu pelajaran",
                        "Melukis daun di cangkir",
                        "Glasir yang meleleh",
                        "Cangkir pesanan pertama dari luar kota",
                        "Tanah dari mana",
                        "Pegangan yang tidak patah",
                        "Sehari di bengkel, dipercepat",
                        "Memilih warna untuk vas",
                        "Bungkus supaya tidak pecah",
                    ],
                }
            ],
            "per_day": {"subscribers": 0.6, "views": 8},
            "video_views": 75,
        },
    ),
)
