"""The rules of `test_entry_points_matrix`: pages, bulk actions, commands and announcements by which an
act of `tests.acts` is reached, and what comes of it there.
"""

from __future__ import annotations

from tests.acts import (
    ACTS,
    NO_COHORT,
    NOTHING,
    REFUSES,
    SIGNED_OUT,
    Rule,
    active,
    applied,
    completed,
    erasure_requested,
    imported,
    learned_through,
    nobody,
    optional_consent,
    waiting,
    with_channel,
)
from tests.pressing import (
    address_of,
    announce_first_login,
    block_of,
    by_person,
    by_staff,
    by_visitor,
    close_by_saving,
    command,
    delete_account,
    due,
    import_by_command,
    import_by_page,
    more_seats,
    name_of,
    seated_and_absent,
    waiting_for_a_full_cohort,
    with_intended_enrolment,
    with_second_factor,
    withdrawn,
    without_consent,
)
from youtube_integration import connecting

#: Addresses that a form is sent to, and bulk actions.
PAGES: dict[str, Rule] = {
    "accounts/persetujuan/": Rule(
        without_consent,
        by_person("/accounts/persetujuan/", consent_participation="on"),
        closed=SIGNED_OUT,
        over=NO_COHORT,
    ),
    "accounts/persetujuan/cabut/": Rule(
        optional_consent,
        by_person("/accounts/persetujuan/cabut/", purpose=connecting.HISTORY),
        closed=SIGNED_OUT,
        over=NO_COHORT,
    ),
    "accounts/profil/": Rule(
        nobody,
        by_person("/accounts/profil/", name="Nama Baru", language="id", birth_year="1990"),
        closed=SIGNED_OUT,
        over=NO_COHORT,
    ),
    "accounts/profil/hapus/": Rule(
        nobody, by_person("/accounts/profil/hapus/"), closed=SIGNED_OUT, over=NO_COHORT
    ),
    "accounts/profil/hapus/batal/": Rule(
        erasure_requested,
        by_person("/accounts/profil/hapus/batal/"),
        closed=SIGNED_OUT,
        over=NO_COHORT,
    ),
    "accounts/password/reset/": Rule(
        nobody,
        by_visitor("/accounts/password/reset/", email=address_of),
        closed=NOTHING,
        over=NO_COHORT,
        # The first mail may be lost.
        again=ACTS,
    ),
    "channel/hubungkan/pastikan/": Rule(
        nobody,
        by_person("/channel/hubungkan/pastikan/", channel=lambda case: case.channel.pk),
        closed=SIGNED_OUT,
        over=NO_COHORT,
    ),
    "channel/putuskan/": Rule(
        with_channel, by_person("/channel/putuskan/"), closed=SIGNED_OUT, over=ACTS
    ),
    "angkatan/<slug:slug>/ikut/": Rule(
        nobody, by_person("/angkatan/{slug}/ikut/"), closed=SIGNED_OUT, over=REFUSES
    ),
    "angkatan/<slug:slug>/selesai/": Rule(
        learned_through, by_person("/angkatan/{slug}/selesai/"), closed=SIGNED_OUT, over=ACTS
    ),
    "angkatan/<slug:slug>/mundur/": Rule(
        active, by_person("/angkatan/{slug}/mundur/", reason=""), closed=SIGNED_OUT, over=ACTS
    ),
    "pelajaran/<int:pk>/selesai/": Rule(
        active, by_person("/pelajaran/{lesson}/selesai/"), closed=SIGNED_OUT, over=ACTS
    ),
    "pelajaran/<int:pk>/belum/": Rule(
        learned_through, by_person("/pelajaran/{lesson}/belum/"), closed=SIGNED_OUT, over=ACTS
    ),
    "pelajaran/<int:pk>/tempat/": Rule(
        active,
        by_person("/pelajaran/{lesson}/tempat/", position=block_of),
        closed=SIGNED_OUT,
        over=ACTS,
    ),
    "admin/import/": Rule(nobody, import_by_page, closed=REFUSES, over=REFUSES),
    "admin/cohorts/edit/<int:pk>/": Rule(
        waiting_for_a_full_cohort, more_seats, closed=NOTHING, over=NOTHING
    ),
    "admin/cohorts/<int:pk>/approve/": Rule(
        applied, by_staff("/admin/cohorts/{cohort}/approve/"), closed=NOTHING, over=REFUSES
    ),
    "admin/cohorts/<int:pk>/promote/": Rule(
        waiting, by_staff("/admin/cohorts/{cohort}/promote/"), closed=NOTHING, over=NOTHING
    ),
    "admin/cohorts/<int:pk>/invite/": Rule(
        seated_and_absent,
        by_staff("/admin/cohorts/{cohort}/invite/"),
        closed=NOTHING,
        # Into the account, whose lessons can still be read; the mail names no cohort that is over.
        over=ACTS,
        again=ACTS,
    ),
    "admin/cohorts/<int:pk>/close-list/": Rule(
        waiting, by_staff("/admin/cohorts/{cohort}/close-list/", reason=""), closed=ACTS, over=ACTS
    ),
    "admin/cohorts/enrolments/<int:pk>/approve/": Rule(
        applied,
        by_staff("/admin/cohorts/enrolments/{enrolment}/approve/"),
        closed=REFUSES,
        over=REFUSES,
    ),
    "admin/cohorts/enrolments/<int:pk>/complete/": Rule(
        active,
        by_staff("/admin/cohorts/enrolments/{enrolment}/complete/", reason=""),
        closed=REFUSES,
        over=ACTS,
    ),
    "admin/cohorts/enrolments/<int:pk>/take-back/": Rule(
        completed,
        by_staff("/admin/cohorts/enrolments/{enrolment}/take-back/", reason=""),
        closed=REFUSES,
        over=ACTS,
    ),
    "admin/cohorts/enrolments/<int:pk>/withdraw/": Rule(
        active,
        by_staff("/admin/cohorts/enrolments/{enrolment}/withdraw/", reason=""),
        closed=ACTS,
        over=ACTS,
    ),
    "admin/cohorts/enrolments/<int:pk>/bring-back/": Rule(
        withdrawn,
        by_staff("/admin/cohorts/enrolments/{enrolment}/bring-back/"),
        closed=REFUSES,
        over=REFUSES,
    ),
    "admin/users/edit/<int:pk>/": Rule(
        active,
        # Without the tick: it closes the account.
        by_staff("/admin/users/edit/{person}/", name=name_of, email=address_of, birth_year="1990"),
        closed=NOTHING,
        over=ACTS,
    ),
    "admin/users/delete/<int:pk>/": Rule(
        active, by_staff("/admin/users/delete/{person}/"), closed=ACTS, over=ACTS, again=REFUSES
    ),
    "admin/users/second-factor/<int:pk>/": Rule(
        with_second_factor,
        by_staff("/admin/users/second-factor/{person}/"),
        closed=ACTS,
        over=NO_COHORT,
        again=REFUSES,
    ),
    "admin/reports/erasures/record/": Rule(
        nobody,
        by_staff("/admin/reports/erasures/record/", email=address_of),
        closed=ACTS,
        over=NO_COHORT,
    ),
    "admin/reports/erasures/<int:pk>/erase/": Rule(
        erasure_requested,
        by_staff("/admin/reports/erasures/{erasure}/erase/"),
        closed=ACTS,
        over=NO_COHORT,
        again=REFUSES,
    ),
    "admin/reports/erasures/<int:pk>/keep/": Rule(
        erasure_requested,
        by_staff("/admin/reports/erasures/{erasure}/keep/"),
        closed=ACTS,
        over=NO_COHORT,
        again=REFUSES,
    ),
    "bulk user invite": Rule(
        imported,
        by_staff("/admin/bulk/accounts/user/invite/?id={person}"),
        closed=NOTHING,
        over=NO_COHORT,
        again=ACTS,
    ),
    "bulk user set_active_state": Rule(
        active,
        by_staff("/admin/bulk/accounts/user/set_active_state/?id={person}", mark_as_active="False"),
        closed=NOTHING,
        over=ACTS,
    ),
    "bulk user delete": Rule(
        active,
        by_staff("/admin/bulk/accounts/user/delete/?id={person}"),
        closed=ACTS,
        over=ACTS,
        again=REFUSES,
    ),
}

#: Why an address or a bulk action has no rule of its own.
NO_PERSON = "makes or changes no person, seat or figure"
PAGES_BESIDE = {
    "cari/": "shows: tests/shown.py",
    "accounts/bahasa/": "the language of whoever presses",
    "accounts/confirm-email/": "tests/accounts/test_login.py and test_claims.py",
    "accounts/perangkat/keluar/": "ends the person's own sessions: tests/accounts/test_sessions.py",
    "accounts/perangkat/<slug:reference>/keluar/": "ends one of them: tests/accounts/test_sessions.py",
    "pelajaran/<int:pk>/centang/": "save_ticks of tests.acts; who is signed out keeps none",
    "channel/hubungkan/": "looks up and shows; connecting is its second page",
    "_util/login/": "lets nobody in",
    "admin/users/hand-over/<int:pk>/": "pages, and to open accounts only: tests/accounts/test_handing_over.py",
    "admin/account/": "the own settings of staff",
    "^admin/password_reset/": "leads to the one page for it",
    "admin/reports/youtube/": "shows: tests/shown.py",
    "admin/reports/mail/": NO_PERSON,
    "admin/reports/mail/again/": "tests/config/test_mail_sending.py: closed accounts get nothing",
    "admin/import/empty.csv": NO_PERSON,
    "admin/import/kelurahan.csv": NO_PERSON,
    "admin/cohorts/new/": NO_PERSON,
    "admin/cohorts/delete/<int:pk>/": "only a cohort in which nobody ever was",
    "admin/users/new/": "tests/accounts/test_people_admin.py; an address is taken once",
    "admin/snippets/courses/track/add/": NO_PERSON,
    "admin/snippets/courses/track/edit/<int:pk>/": NO_PERSON,
    "admin/snippets/courses/track/delete/<int:pk>/": NO_PERSON,
    "bulk user assign_role": "rights and no seat: tests/accounts/test_people_admin.py",
}

COMMANDS: dict[str, Rule] = {
    "import_trainees": Rule(nobody, import_by_command, closed=REFUSES, over=REFUSES),
    "erase_people": Rule(due, command("erase_people"), closed=ACTS, over=NO_COHORT),
    "reset_second_factor": Rule(
        with_second_factor,
        command("reset_second_factor", address_of),
        closed=ACTS,
        over=NO_COHORT,
        again=REFUSES,
    ),
}
COMMANDS_BESIDE = {
    "backup": NO_PERSON,
    "restore": NO_PERSON,
    "messages": NO_PERSON,
    "scheduler": "calls the others",
    "demo": "makes an empty database's people",
    "sandbox": NO_PERSON,
    "load_regions": NO_PERSON,
    "export_progress": "shows: tests/shown.py",
    "end_sessions": "signs people out, whoever they are: tests/accounts/test_sessions.py",
    "forget_claims": "only who never confirmed an address: tests/accounts/test_claims.py",
    "send_mail": "tests/config/test_mail_sending.py: closed accounts get nothing",
    "purge_mail": "deletes by age, whoever it is",
    "recount": "counts what is there: tests/learning/test_counting.py",
    "purge_youtube_data": "deletes by age, whoever it is",
    "sync_channels": "reads what Channel.objects.readable names: tests/cohorts/test_closing.py",
}

#: What an app does when another one announces something.
ANNOUNCEMENTS: dict[str, Rule] = {
    "enrol_as_intended": Rule(
        with_intended_enrolment, announce_first_login, closed=NOTHING, over=NOTHING
    ),
    "leave_with_account": Rule(active, close_by_saving, closed=NOTHING, over=ACTS),
    "erase_with_account": Rule(active, delete_account, closed=ACTS, over=ACTS),
    "free_seat_of_deleted": Rule(active, delete_account, closed=ACTS, over=ACTS),
}
ANNOUNCEMENTS_BESIDE = {
    "take_baseline_at_connect": "take_baseline of tests.acts",
    "take_baseline_at_snapshot": "take_baseline of tests.acts",
    "forget_baseline_at_end": "forget_baseline of tests.acts",
    "save_intended_enrolment": "remembers for enrol_as_intended which cohort was asked for",
    "settings_of_new_site": NO_PERSON,
    "sign_out_closed": "ends sessions of closed accounts: tests/accounts/test_sessions.py",
    "take_language_from_profile": "the language of who signs in",
    "second_factor_set_up": "notes it in the session that did it",
}
