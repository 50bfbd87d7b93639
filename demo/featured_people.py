"""The twelve whose stories are told one by one, each with what a page of Kanal has to get right."""

from __future__ import annotations

from demo.featured_people_first import BAGUS, LASTRI, NINGSIH, SITI, YUDI
from demo.person import HISTORY_DAYS, ChannelPlan, Person

RAFI = Person(
    key="rafi",
    name="Rafi Licek",
    gender="M",
    age=17,
    kelurahan="Sawojajar",
    cohort="kawi",
    state="active",
    lessons=16,
    last_day=-55,
    guardian="Hartini Licek",
    channel=ChannelPlan(
        title="Rafi Bikin Film",
        description="Film pendek, pendek sekali.",
        kind="oauth",
        connected=-112,
        created=-114,
        trajectory={
            "kind": "shorts_only",
            "start": {"subscribers": 0, "views": 0, "videos": 0},
            # Six weeks in a row, then examinations.
            "uploads": [
                {
                    "every_days": 3.5,
                    "from": -105,
                    "until": -64,
                    "kind": "short",
                    "titles": [
                        "Sandal hilang, bagian satu",
                        "Sandal hilang, bagian dua",
                        "Bel pulang",
                        "Kipas angin kelas kami",
                    ],
                }
            ],
            "per_day": {"subscribers": 0.5, "views": 6},
            "video_views": 70,
        },
    ),
)

DEWI = Person(
    key="dewi",
    name="Dewi Sinam",
    gender="F",
    age=22,
    kelurahan="Sumbersari",
    cohort="kawi",
    state="completed",
    lessons=27,
    last_day=-22,
    visits=(-8,),
    channel=ChannelPlan(
        title="Dewi di Kosan",
        description="Portofolio video dan hidup hemat di Sumbersari.",
        kind="oauth",
        connected=-114,
        trajectory={
            "kind": "steady",
            "start": {"subscribers": 1243, "views": 68400, "videos": 41},
            "uploads": [
                {
                    "every_days": 8,
                    "from": -106,
                    "titles": [
                        "Masak seminggu, satu panci",
                        "Menata kamar tiga kali tiga meter",
                        "Video tugas akhirku, di balik layar",
                        "Belajar warna dari mural gang",
                        "Satu warna, lima poster",
                        "Kos sempit, meja gambar lebar",
                        "Sketsa pasar sebelum kuliah",
                        "Logo untuk warung tetangga",
                        "Bedah huruf di papan toko lama",
                        "Krayon anak, gambar orang besar",
                        "Portofolio pertama: apa yang kubuang",
                        "Nasi kotak wisuda, kubungkus sendiri",
                        "Cat air dan hujan Malang",
                        "Tanya jawab sambil menyetrika",
                    ],
                }
            ],
            "per_day": {"subscribers": 0.9, "views": 120},
            "video_views": 410,
        },
    ),
)

SLAMET = Person(
    key="slamet",
    name="Slamet Adapes",
    gender="M",
    age=61,
    kelurahan="Polowijen",
    cohort="kawi",
    state="completed",
    lessons=27,
    last_day=-15,
    visits=(-4,),
    channel=ChannelPlan(
        title="Topeng Pak Slamet",
        description="Menyimpan tarian topeng Malangan.",
        kind="oauth",
        connected=-112,
        trajectory={
            "kind": "hidden_subscribers",
            "start": {"subscribers": 118, "views": 2210, "videos": 3},
            "uploads": [
                {
                    "every_days": 14,
                    "from": -103,
                    "titles": [
                        "Gerak dasar Klana, pelan",
                        "Mengenal warna topeng",
                        "Gending pembuka, direkam di pendapa",
                        "Memasang sumping tanpa cermin",
                        "Kenapa hidung Klana panjang",
                        "Latihan anak-anak, Minggu pagi",
                        "Merawat topeng di musim hujan",
                        "Langkah Gunungsari, tiga hitungan",
                    ],
                }
            ],
            "per_day": {"subscribers": 0.5, "views": 9},
            "video_views": 65,
            "events": [{"day": -HISTORY_DAYS, "event": "hide_subscribers"}],
        },
    ),
)

ANIS = Person(
    key="anis",
    name="Anis Utapes",
    gender="F",
    age=29,
    kelurahan="Kauman",
    cohort="kawi",
    state="completed",
    lessons=27,
    last_day=-18,
    visits=(-6,),
    channel=ChannelPlan(
        title="Info Kauman",
        description="Info layanan kelurahan, habis ditonton sebelum antre.",
        kind="oauth",
        connected=-70,
        trajectory={
            "kind": "bulk_old",
            "start": {"subscribers": 812, "views": 47200, "videos": 140},
            "uploads": [
                {
                    "every_days": 6,
                    "from": -64,
                    "titles": [
                        "KTP hilang? Ini urutannya",
                        "Jam layanan pekan ini",
                        "Surat pindah tanpa bolak-balik",
                        "Jadwal posyandu bulan ini",
                    ],
                },
                # The one that was marked as made for kids by mistake.
                {
                    "every_days": 365,
                    "from": -52,
                    "kids": True,
                    "titles": ["Dongeng antre yang tertib"],
                },
            ],
            "per_day": {"subscribers": 0.8, "views": 90},
            "video_views": 240,
        },
    ),
)

HENDRO = Person(
    key="hendro",
    name="Hendro Landas",
    gender="M",
    age=38,
    kelurahan="Ciptomulyo",
    cohort="kawi",
    state="withdrawn",
    lessons=8,
    last_day=-62,
    withdrew=-58,
    reason="Pesanan seragam menumpuk, sekarang kerja penuh di konveksi.",
    channel=ChannelPlan(
        title="Jahit Bareng Hendro",
        description="Menjahit dari kursi roda, dari ukur sampai jadi.",
        kind="oauth",
        connected=-112,
        trajectory={
            "kind": "goes_private",
            "start": {"subscribers": 15, "views": 420, "videos": 1},
            "uploads": [
                {
                    "every_days": 10,
                    "from": -106,
                    "until": -67,
                    "titles": ["Memasang ritsleting", "Mengukur lingkar pinggang sendiri"],
                }
            ],
            "per_day": {"subscribers": 0.4, "views": 6},
            "video_views": 45,
            "events": [
                {"day": -65, "event": "make_private"},
                {"day": -60, "event": "terminate"},
            ],
        },
    ),
)

UMI = Person(
    key="umi",
    name="Umi Itor",
    gender="F",
    age=24,
    kelurahan="Tlogowaru",
    cohort="brantas",
    state="active",
    lessons=3,
    last_day=-4,
)

FAJAR = Person(
    key="fajar",
    name="Fajar Libom",
    gender="M",
    age=19,
    kelurahan="Merjosari",
    cohort="brantas",
    state="active",
    lessons=9,
    last_day=-1,
    channel=ChannelPlan(
        title="Fajar Cuci Motor",
        description="Komedi dari tempat cuci motor.",
        kind="oauth",
        connected=-45,
        trajectory={
            "kind": "sub4sub",
            # On the day of the baseline it has 95 subscribers.
            "start": {"subscribers": 51, "views": 2140, "videos": 5},
            "uploads": [
                {
                    "every_days": 6,
                    "from": -33,
                    "titles": [
                        "Motor datang bersih, pulang kotor",
                        "Pelanggan yang menunggu sambil karaoke",
                        "Busa segunung, dimarahi bos",
                        "Semprotan nyasar ke jemuran",
                        "Sepuluh macam alasan minta kembalian",
                        "Motor bapak kos, wajib kinclong",
                    ],
                }
            ],
            "per_day": {"subscribers": 0.7, "views": 12},
            "video_views": 85,
            "events": [{"day": -9, "event": "spike", "subscribers": 300}],
        },
    ),
)

FEATURED = (NINGSIH, BAGUS, SITI, YUDI, LASTRI, RAFI, DEWI, SLAMET, ANIS, HENDRO, UMI, FAJAR)
