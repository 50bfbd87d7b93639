"""People for tests, with traits, and the regions they live in."""

from __future__ import annotations

import factory
from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.consenting import give_consent
from accounts.models import Region, User
from accounts.purposes import PARTICIPATION
from accounts.roles import apply_roles

PASSWORD = "bakso-bakar-pedas"


class RegionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Region
        django_get_or_create = ["code"]

    code = factory.Sequence(lambda number: f"35.73.05.{1001 + number}")
    kecamatan = "Lowokwaru"
    kelurahan = factory.Sequence(lambda number: f"Dinoyo {number}")


class UserFactory(factory.django.DjangoModelFactory):
    """A trainee who can sign in with PASSWORD: address verified, required consent given.

    Traits: `imported` (made by staff, never came in), `unverified`, `superuser`. `role` puts the
    person into a role's group; `profile` is a dictionary of the profile's fields.
    """

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        imported = factory.Trait(password=None, consented=False)
        unverified = factory.Trait(verified=False, consented=False)
        superuser = factory.Trait(is_superuser=True)

    name = factory.Sequence(lambda number: f"Siti Rahayu {number}")
    email = factory.Sequence(lambda number: f"siti{number}@contoh.example")
    password = PASSWORD
    now = factory.LazyFunction(timezone.now)
    verified = True
    consented = True
    role = ""
    profile = factory.LazyFunction(dict)

    @classmethod
    def _create(
        cls,
        model_class: type[User],
        *,
        verified: bool,
        consented: bool,
        role: str,
        profile: dict,
        **fields: object,
    ) -> User:
        user = model_class.objects.create_user(**fields)
        user.emailaddress_set.create(email=user.email, verified=verified, primary=True)
        if consented:
            give_consent(user=user, purpose=PARTICIPATION, wording="Ya.", now=fields["now"])
        if profile:
            type(user.profile).objects.filter(pk=user.profile.pk).update(**profile)
            user.profile.refresh_from_db()
        if role:
            apply_roles()
            user.groups.add(Group.objects.get(name=role))
        return user
