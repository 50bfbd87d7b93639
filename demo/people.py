"""Forty-eight more people, so that the cohorts are as large as a city's: one line each."""

from __future__ import annotations

from typing import cast

from demo.featured_people import FEATURED
from demo.paths import trajectory
from demo.person import ChannelPlan, CohortSlug, ConnectionKind, Gender, Person, State

# name | sex | age | kelurahan | cohort | state | lessons | last day | channel
# A channel is: how it was connected, the day, what it does (demo/paths.py), its title.
# "imported" in place of a last day: the team imported the person, who never came in.
TABLE = """
Endang Kupurek   | F | 47 | Arjosari        | kawi | completed | 27 | -19 | oauth -112 rutin     Dapur Endang
Wiwik Lecep      | F | 51 | Blimbing        | kawi | completed | 27 | -21 | url -112 jarang      Pecel Bu Wiwik
Agus Ador        | M | 34 | Pandanwangi     | kawi | completed | 27 | -15 | oauth -113 rajin     Bengkel Agus
Nurul Niak       | F | 28 | Bunulrejo       | kawi | completed | 27 | -24 | -
Budi Ratig       | M | 41 | Polehan         | kawi | active    | 20 | -5  | url -111 jarang      Gitar Sore Budi
Fitri Nubek      | F | 23 | Kesatrian       | kawi | completed | 27 | -17 | oauth -104 pendek    Kebun Atap Fitri
Eko Apalek       | M | 55 | Purwodadi       | kawi | withdrawn | 4  | -84 | -
Tutik Rakit      | F | 60 | Balearjosari    | kawi | completed | 27 | -16 | -
Ratih Agnub      | F | 26 | Klojen          | kawi | completed | 27 | -18 | oauth -112 rutin     Bunga Kertas Ratih
Wahyu Tokgna     | M | 37 | Samaan          | kawi | active    | 14 | -12 | url -112 berhenti    Naik Angkot Yuk
Yanti Saleg      | F | 33 | Oro-oro Dowo    | kawi | completed | 27 | -20 | url -110 rutin       Warung Yanti
Hadi Rasap       | M | 49 | Bareng          | kawi | completed | 27 | -23 | oauth -112 jarang    Pasar Pagi Hadi
Sumiati Oket     | F | 58 | Kasin           | kawi | active    | 0  | imported | -
Laras Italem     | F | 21 | Penanggungan    | kawi | completed | 27 | -26 | oauth -114 besar     Laras Bercerita
Sutrisno Hawas   | M | 63 | Mergosono       | kawi | active    | 18 | -9  | -
Indah Rawam      | F | 30 | Bumiayu         | kawi | completed | 27 | -16 | url -112 pendek      Jahitan Indah
Arif Alob        | M | 25 | Madyopuro       | kawi | withdrawn | 6  | -73 | url -112 lama        Bola Plastik
Nanik Sareb      | F | 44 | Lesanpuro       | kawi | completed | 27 | -19 | oauth -98 rutin      Resep Nanik
Winda Anep       | F | 20 | Cemorokandang   | kawi | active    | 23 | -3  | oauth -112 jarang    Catatan Winda
Dimas Aremak     | M | 24 | Sukun           | kawi | completed | 27 | -25 | oauth -113 rajin     Dimas Keliling
Puspita Satrek   | F | 32 | Gadang          | kawi | completed | 27 | -15 | url -112 jarang      Kertas Lipat Puspita
Teguh Lapak      | M | 46 | Tanjungrejo     | kawi | active    | 9  | -31 | url -109 berhenti    Teguh Merakit
Maya Risis       | F | 29 | Pisangcandi     | kawi | active    | 25 | -2  | -
Bambang Kalas    | M | 66 | Kebonsari       | kawi | withdrawn | 2  | -97 | -
Hesti Nawa       | F | 36 | Tlogomas        | kawi | completed | 27 | -20 | oauth -112 kosong    Langit Hesti
Galih Muraj      | M | 22 | Jatimulyo       | kawi | active    | 21 | -7  | oauth -103 pendek    Galih Mencoba
Suparti Uhat     | F | 57 | Tulusrejo       | kawi | active    | 0  | imported | -
Rini Kolic       | F | 27 | Jodipan         | brantas | active | 11 | -1  | url -44 rutin        Cilok Rini
Imam Najaw       | M | 39 | Arjosari        | brantas | active | 6  | -8  | -
Dian Epmet       | F | 31 | Gading Kasri    | brantas | active | 9  | -2  | oauth -45 jarang     Tempe Mendoan Dian
Joko Kaceb       | M | 52 | Sukoharjo       | brantas | active | 3  | -19 | url -41 lama         Becak Wisata Joko
Kartika Nalub    | F | 19 | Buring          | brantas | active | 14 | -1  | oauth -44 rajin      Bulan Separuh
Samsul Malok     | M | 43 | Wonokoyo        | brantas | active | 8  | -4  | url -42 jarang       Lele Kolam Terpal
Eka Alug         | F | 25 | Kedungkandang   | brantas | active | 10 | -3  | oauth -43 rutin      Gula-Gula Eka
Heru Abmit       | M | 48 | Arjowinangun    | brantas | active | 5  | -11 | -
Asih Idap        | F | 62 | Merjosari       | brantas | active | 2  | -22 | -
Rizky Mleh       | M | 20 | Sawojajar       | brantas | waiting | 0 | -37 | url -37 jarang       Helm Rizky
Ayu Kurej        | F | 23 | Mulyorejo       | brantas | active | 12 | -2  | oauth -42 pendek     Ayu Peras Jeruk
Nugroho Oidar    | M | 54 | Karangbesuki    | brantas | active | 7  | -6  | url -44 lama         Radio Kampung
Mutia Nimrec     | F | 28 | Bandulan        | brantas | active | 9  | -5  | url -34 kosong       Cermin Mutia
Candra Upmal     | M | 33 | Bakalankrajan   | brantas | withdrawn | 1 | -24 | -
Rahma Tamot      | F | 40 | Ciptomulyo      | brantas | active | 6  | -9  | url -41 jarang       Panen Tomat Rahma
Yuni Otos        | F | 35 | Lowokwaru       | brantas | active | 8  | -3  | url -42 rutin        Soto Bu Yuni
Pandu Owas       | M | 26 | Mojolangu       | brantas | active | 13 | -1  | oauth -44 rajin      Pandu Bersepeda
Retno Kodnes     | F | 45 | Tunjungsekar    | brantas | active | 0  | imported | -
Gilang Utnip     | M | 16 | Ketawanggede    | brantas | active | 10 | -2  | -
Tri Kajur        | F | 53 | Tasik Madu      | brantas | active | 4  | -13 | -
Wisnu Nairud     | M | 30 | Tunggulwulung   | brantas | waiting | 0 | -36 | -
"""

WITHDREW = {
    "eko": (-82, "Pindah kerja ke Surabaya."),
    "arif": (-71, "Bentrok dengan jadwal kuliah."),
    "bambang": (-95, "Mata cepat lelah, ingin ikut lagi nanti dengan didampingi cucu."),
    "candra": (-20, "Sif kerja berubah jadi malam."),
}


def _channel(text: str, key: str, cohort: str) -> ChannelPlan | None:
    if text == "-":
        return None
    kind, connected, path, title = text.split(maxsplit=3)
    return ChannelPlan(
        title=title,
        kind=cast(ConnectionKind, kind),
        connected=int(connected),
        trajectory=trajectory(path, key=key, begins=-112 if cohort == "kawi" else -35),
    )


def _person(line: str) -> Person:
    name, gender, age, kelurahan, cohort, state, lessons, last_day, channel = (
        cell.strip() for cell in line.split("|")
    )
    key = name.split()[0].lower()
    came_in = last_day != "imported"
    withdrew, reason = WITHDREW.get(key, (None, ""))
    return Person(
        key=key,
        name=name,
        gender=cast(Gender, gender),
        age=int(age),
        kelurahan=kelurahan,
        cohort=cast(CohortSlug, cohort),
        state=cast(State, state),
        lessons=int(lessons),
        last_day=int(last_day) if came_in else 0,
        channel=_channel(channel, key, cohort),
        came_in=came_in,
        withdrew=withdrew,
        reason=reason,
    )


OTHERS = tuple(_person(line) for line in TABLE.strip().splitlines())
PEOPLE = (*FEATURED, *OTHERS)
