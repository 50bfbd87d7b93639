"""People in the admin: who is shown to whom, who may change what, and invitations."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.claims import placeholder
from accounts.models import Profile, User
from accounts.permissions import may_change_address, may_edit_person, people_to_edit
from accounts.roles import ADMINISTRATORS, INSTRUCTORS, MANAGERS, apply_roles
from tests.factories.accounts import PASSWORD, RegionFactory, UserFactory

pytestmark = pytest.mark.django_db

PEOPLE = "/admin/users/"
INVITE = "/admin/bulk/accounts/user/invite/"


def staff(client: Client, role: str = ADMINISTRATORS, **traits: object) -> User:
    user = UserFactory(name="Rini Staf", role=role, last_login=timezone.now(), **traits)
    client.force_login(user)
    return user


def edit_page(person: User) -> str:
    return reverse("wagtailusers_users:edit", args=[person.pk])


def save(client: Client, person: User, **typed: object) -> object:
    given = {"name": person.name, "email": person.email, "is_active": "on", **typed}
    return client.post(edit_page(person), given)


def test_an_administrator_adds_a_person_by_one_name_and_without_a_password(client: Client) -> None:
    staff(client)
    region = RegionFactory()
    client.post(
        reverse("wagtailusers_users:add"),
        {
            "name": "Suharto",
            "email": "Suharto@Contoh.example",
            "birth_year": "1998",
            "region": region.code,
        },
    )
    person = User.objects.by_email("suharto@contoh.example").get()
    assert (person.name, person.profile.birth_year) == ("Suharto", 1998)
    assert person.profile.region == region
    assert person.emailaddress_set.get().verified
    assert not person.has_usable_password()


def test_an_address_taken_in_any_case_is_refused_and_what_was_typed_stays(client: Client) -> None:
    staff(client)
    UserFactory(email="suharto@contoh.example")
    response = client.post(
        reverse("wagtailusers_users:add"), {"name": "Suharto", "email": "SUHARTO@contoh.example"}
    )
    assert "email" in response.context["form"].errors
    assert "Suharto" in response.content.decode()


def test_the_list_finds_names_of_any_shape_and_filters_who_never_came_in(client: Client) -> None:
    staff(client)
    UserFactory(name="Hj. Siti Nur'aini, S.Pd.", email="siti+kanal@contoh.example", imported=True)
    UserFactory(name="Renée Ōtani", last_login=timezone.now())
    for query in ("Nur'aini", "siti+kanal"):
        page = client.get(PEOPLE, {"q": query}).content.decode()
        assert "Hj. Siti Nur&#x27;aini, S.Pd." in page
        assert "&amp;#x27;" not in page
        assert "Otani" not in page
    assert "Renée Ōtani" in client.get(PEOPLE, {"q": "Renée"}).content.decode()
    never = client.get(PEOPLE, {"never_came_in": "true"}).content.decode()
    assert "Siti Nur" in never
    assert "Renée Ōtani" not in never
    assert client.get(PEOPLE, {"ordering": "-name"}).status_code == 200


def test_the_list_costs_the_same_for_few_and_for_many(
    client: Client, django_assert_max_num_queries: object
) -> None:
    staff(client)
    client.get(PEOPLE)
    with django_assert_max_num_queries(30) as few:
        client.get(PEOPLE)
    UserFactory.create_batch(15, role=MANAGERS)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(PEOPLE)


def test_a_guardians_consent_is_kept_with_the_day_and_who_wrote_it_down(client: Client) -> None:
    manager = staff(client, MANAGERS)
    person = UserFactory(profile={"birth_year": 2009})
    response = save(client, person, guardian_name="Bu Endang", birth_year="2009")
    assert "guardian_consent_on" in response.context["form"].errors
    response = save(
        client,
        person,
        guardian_name="Bu Endang",
        guardian_consent_on="2099-01-01",
        birth_year="2009",
    )
    assert "guardian_consent_on" in response.context["form"].errors
    save(
        client,
        person,
        guardian_name="Bu Endang",
        guardian_consent_on="2026-11-02",
        birth_year="2009",
    )
    own = Profile.objects.get(user=person)
    assert (own.guardian_name, own.guardian_recorded_by) == ("Bu Endang", manager)
    assert own.channel_hindrance(timezone.localdate()) is None
    other = Client()
    second = staff(other, MANAGERS)
    save(
        other,
        person,
        guardian_name="Bu Endang",
        guardian_consent_on="2026-11-02",
        phone="0812-3456-7890",
    )
    own.refresh_from_db()
    assert own.guardian_recorded_by == manager != second
    save(client, person)
    own.refresh_from_db()
    assert not own.has_guardian_consent
    assert own.guardian_recorded_by is None


def test_managers_neither_see_nor_give_roles(client: Client) -> None:
    staff(client, MANAGERS)
    person = UserFactory()
    assert "groups" not in client.get(edit_page(person)).context["form"].fields
    group = Group.objects.get(name=ADMINISTRATORS)
    save(client, person, groups=[group.pk], is_superuser="on")
    person.refresh_from_db()
    assert not person.groups.exists()
    assert not person.is_superuser


def test_administrators_give_roles_but_make_no_superuser(client: Client) -> None:
    staff(client)
    person = UserFactory()
    save(client, person, groups=[Group.objects.get(name=MANAGERS).pk], is_superuser="on")
    person = User.objects.get(pk=person.pk)
    assert person.is_staff
    assert not person.is_superuser


def test_nobody_edits_an_account_that_can_do_more_than_their_own() -> None:
    apply_roles()
    trainee, manager = UserFactory(), UserFactory(role=MANAGERS)
    administrator, root = UserFactory(role=ADMINISTRATORS), UserFactory(superuser=True)
    people = [trainee, manager, administrator, root]
    reach = {
        "trainee": [may_edit_person(trainee, one) for one in people],
        "manager": [may_edit_person(manager, one) for one in people],
        "administrator": [may_edit_person(administrator, one) for one in people],
        "root": [may_edit_person(root, one) for one in people],
    }
    assert reach == {
        "trainee": [False, False, False, False],
        "manager": [True, False, False, False],
        "administrator": [True, True, True, False],
        "root": [True, True, True, True],
    }
    for actor in people:
        listed = people_to_edit(actor).order_by("pk")
        assert list(listed) == [one for one in people if may_edit_person(actor, one)]
    assert may_change_address(manager, trainee)
    trainee.last_login = timezone.now()
    assert not may_change_address(manager, trainee)
    assert may_change_address(administrator, trainee)


def test_a_manager_cannot_open_an_administrators_page_nor_reach_it_from_the_list(
    client: Client,
) -> None:
    staff(client, MANAGERS)
    root = UserFactory(superuser=True, name="Akar")
    person = UserFactory(name="Dewi")
    page = client.get(PEOPLE).content.decode()
    assert edit_page(person) in page
    assert edit_page(root) not in page
    assert client.get(edit_page(root)).status_code == 302
    save(client, root, email="curi@contoh.example")
    root.refresh_from_db()
    assert root.email != "curi@contoh.example"


def test_a_corrected_address_is_the_way_in(client: Client) -> None:
    staff(client, MANAGERS)
    person = UserFactory(email="salah@contoh.example")
    save(client, person, email="Benar@contoh.example")
    assert [row.email for row in person.emailaddress_set.all()] == ["benar@contoh.example"]
    assert [message.to for message in mail.outbox] == [["benar@contoh.example"]]


def test_the_page_of_who_confirmed_no_address_says_what_stands_in_its_place(client: Client) -> None:
    staff(client)
    person = UserFactory(email=placeholder())
    page = client.get(edit_page(person)).content.decode()
    assert "Pengganti sampai orang ini mengonfirmasi alamat" in page
    assert "Pengganti sampai" not in client.get(edit_page(UserFactory())).content.decode()


def test_a_manager_leaves_the_address_of_who_came_in_alone(client: Client) -> None:
    staff(client, MANAGERS)
    person = UserFactory(email="dewi@contoh.example", last_login=timezone.now())
    save(client, person, email="curi@contoh.example")
    person.refresh_from_db()
    assert person.email == "dewi@contoh.example"


def test_staff_save_their_own_account_and_stay_active(client: Client) -> None:
    me = staff(client)
    response = client.post(edit_page(me), {"name": "Rini Baru", "email": me.email})
    assert response.status_code == 302
    me.refresh_from_db()
    assert me.name == "Rini Baru"
    assert me.is_active


def test_inviting_mails_those_who_never_came_in_and_says_who_was_left_out(client: Client) -> None:
    manager = staff(client, MANAGERS)
    new, old = UserFactory(imported=True), UserFactory(name="Lama", last_login=timezone.now())
    address = f"{INVITE}?id={new.pk}&id={old.pk}"
    page = client.get(address).content.decode()
    assert new.email in page
    assert "Lama" in page
    assert client.post(address).status_code == 302
    assert [message.to for message in mail.outbox] == [[new.email]]
    entry = ModelLogEntry.objects.get(action="accounts.invite")
    assert (entry.user, entry.object_id) == (manager, str(new.pk))


def test_inviting_all_means_all_who_never_came_in(client: Client) -> None:
    staff(client)
    UserFactory.create_batch(2, imported=True)
    UserFactory(last_login=timezone.now())
    client.post(f"{INVITE}?id=all")
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("action", ["set_active_state", "assign_role", "invite"])
def test_all_on_the_list_are_those_it_was_searched_and_narrowed_to(
    client: Client, action: str
) -> None:
    staff(client)
    wanted = UserFactory(name="Nur Aini", imported=True)
    UserFactory(name="Nur Aini Lama", last_login=timezone.now())
    UserFactory(name="Bagus", imported=True)

    page = client.get(f"/admin/bulk/accounts/user/{action}/?id=all&q=nuraini&never_came_in=true")

    assert [each["item"] for each in page.context["items"]] == [wanted]


def test_the_list_finds_a_name_however_it_is_put_together(client: Client) -> None:
    staff(client)
    names = ["Nur Aini", "Nuraini", "Nur'aini Lestari"]
    for name in [*names, "Bagus"]:
        UserFactory(name=name)
    for text in ("nuraini", "nur aini", "NUR’AINI"):
        page = client.get(PEOPLE, {"q": text, "ordering": "name"})
        assert [row.name for row in page.context["users"]] == names


def test_a_hundred_people_are_acted_upon_with_as_many_queries_as_three(
    client: Client, django_assert_max_num_queries: object
) -> None:
    staff(client, MANAGERS)
    UserFactory.create_batch(3)
    address = "/admin/bulk/accounts/user/set_active_state/?id=all"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    UserFactory.create_batch(30)
    with django_assert_max_num_queries(len(few)):
        client.get(address)


def test_roles_are_told_in_the_readers_language(client: Client) -> None:
    staff(client)
    person = UserFactory()
    group = Group.objects.get(name=MANAGERS)
    action = f"/admin/bulk/accounts/user/assign_role/?id={person.pk}"

    pages = [client.get(PEOPLE), client.get(action)]
    done = client.post(action, {"role": group.pk}, follow=True)

    for page in pages:
        assert "Pengelola program" in page.content.decode()
        assert MANAGERS not in page.content.decode()
    assert "Pengelola program" in [str(message) for message in done.context["messages"]][0]
    assert person in group.user_set.all()
    found = client.get(PEOPLE, {"group": group.pk}).context["users"]
    assert list(found) == [person]


def test_instructors_cannot_invite(client: Client) -> None:
    staff(client, INSTRUCTORS)
    client.post(f"{INVITE}?id={UserFactory(imported=True).pk}")
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("action", "typed"),
    [("assign_role", "role"), ("set_active_state", "mark_as_active"), ("delete", None)],
)
def test_many_at_once_is_no_way_round_the_rules(
    client: Client, action: str, typed: str | None
) -> None:
    staff(client, MANAGERS)
    root, person = UserFactory(superuser=True), UserFactory()
    group = Group.objects.get(name=ADMINISTRATORS)
    value = {"role": group.pk, "mark_as_active": "False"}.get(typed)
    client.post(
        f"/admin/bulk/accounts/user/{action}/?id={root.pk}&id={person.pk}",
        {typed: value} if typed else {},
    )
    root.refresh_from_db()
    assert root.is_active
    assert not group.user_set.exists()
    assert User.objects.filter(pk=person.pk).exists()


def test_an_administrator_gives_many_a_role_and_a_superuser_none(client: Client) -> None:
    staff(client, ADMINISTRATORS)
    root, person = UserFactory(superuser=True), UserFactory()
    group = Group.objects.get(name=MANAGERS)
    address = f"/admin/bulk/accounts/user/assign_role/?id={root.pk}&id={person.pk}"
    client.post(address, {"role": group.pk})
    assert list(group.user_set.all()) == [person]


def test_whoever_may_delete_people_deletes_none_who_can_do_more(client: Client) -> None:
    me = staff(client, MANAGERS)
    me.user_permissions.add(Permission.objects.get(codename="delete_user"))
    boss, person = UserFactory(role=ADMINISTRATORS), UserFactory()
    client.post(f"/admin/bulk/accounts/user/delete/?id={boss.pk}&id={person.pk}")
    assert User.objects.filter(pk=boss.pk).exists()
    assert not User.objects.filter(pk=person.pk).exists()


def test_the_own_settings_page_can_be_saved_by_people_of_one_name(client: Client) -> None:
    me = staff(client)
    page = client.get("/admin/account/").content.decode()
    assert "first_name" not in page
    assert 'type="file"' not in page, "a portrait would be kept with the place it was taken at"
    assert reverse("account_profile") in page
    response = client.post(
        "/admin/account/",
        {
            "theme-theme": "system",
            "theme-density": "default",
            "theme-contrast": "system",
            "theme-keyboard_shortcuts": "on",
        },
    )
    assert response.status_code == 302
    assert me.check_password(PASSWORD)
