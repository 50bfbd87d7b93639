"""Accounts: one per person, known by the e-mail address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    Group,
    Permission,
    PermissionsMixin,
)
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Lower, Replace
from django.db.models.lookups import Contains
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models.name_keys import SearchKeyField, SortKeyField
from accounts.models.profiles import Profile
from accounts.names import calling_name, folded, initials, normalise_email, normalise_name
from accounts.signals import accounts_closed, rights_written
from accounts.text import cleaned

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

#: A domain that can never have a mailbox (RFC 2606): of accounts whose address nobody confirmed.
PLACEHOLDER_DOMAIN = "unconfirmed.invalid"
#: Signs of direction that turn the text after them round.
TURNING = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]
#: From so many letters on a search also looks past the blanks in a name.
LONG_ENOUGH = 4


def matching_people(text: str, *, prefix: str = "") -> models.Q:
    """People whose name or address holds the text; `prefix` leads to the person ("user__").

    Case, accents and apostrophes do not count, nor do blanks: "nuraini" finds Nur'aini, Nur Aini
    and Nuraini, "ekà" finds Éka.
    """
    wanted = cleaned(text)
    found = models.Q(**{f"{prefix}email__icontains": wanted})
    bare = folded(wanted)
    if not bare:
        return found | models.Q(**{f"{prefix}name__icontains": wanted})
    found |= models.Q(**{f"{prefix}name_found__contains": bare})
    if len(unbroken := bare.replace(" ", "")) >= LONG_ENOUGH:
        name = Replace(models.F(f"{prefix}name_found"), models.Value(" "), models.Value(""))
        found |= models.Q(Contains(name, unbroken))
    return found


def announce_closing(users: list[User]) -> None:
    """The apps above take back what a closed account cannot hold."""
    accounts_closed.send(sender=User, users=users, now=timezone.now())


class UserQuerySet(models.QuerySet["User"]):
    def by_email(self, text: str) -> UserQuerySet:
        """The account of an address, however it was typed: at most one row."""
        return self.filter(email=normalise_email(text))

    def matching(self, text: str) -> UserQuerySet:
        """See `matching_people`; everybody for an empty text."""
        return self.filter(matching_people(text)) if text.strip() else self.all()

    def open(self) -> UserQuerySet:
        """Accounts that are not closed."""
        return self.filter(is_active=True)

    @transaction.atomic
    def update(self, **values: Any) -> int:
        """As Django's; whom it closes (`bulk_update` too) is announced, as it is by `save`."""
        open_before = self._open_keys() if values.get("is_active", True) is not True else []
        guarded = sorted(self.model.GUARDED_FIELDS & values.keys())
        before = list(self.order_by().values("pk", *guarded)) if guarded else []
        changed = super().update(**values)
        if before:
            rights_written.send(sender=self.model, before=before)
        closed = self.model.objects.filter(pk__in=open_before, is_active=False)
        if open_before and (users := list(closed.order_by("pk"))):
            announce_closing(users)
        return changed

    def bulk_create(self, objs: Iterable[User], *args: Any, **kwargs: Any) -> list[User]:
        """As Django's; superusers among them are announced, as they are by `save`."""
        made = super().bulk_create(objs, *args, **kwargs)
        raised = [{"pk": user.pk, "is_superuser": False} for user in made if user.is_superuser]
        if raised:
            rights_written.send(sender=self.model, before=raised)
        return made

    def _open_keys(self) -> list[int]:
        """Of open accounts, locked: in one order, so that two who close some wait for one another."""
        keys = list(self.filter(is_active=True).order_by().values_list("pk", flat=True))
        locked = self.model.objects.locked_in_order().filter(pk__in=keys, is_active=True)
        return list(locked.values_list("pk", flat=True))

    @transaction.atomic
    def delete(self) -> tuple[int, dict[str, int]]:
        """As Django's; the accounts are locked first, before the cohorts whose seats come free."""
        keys = list(self.order_by().values_list("pk", flat=True))
        list(self.model.objects.locked_in_order().filter(pk__in=keys).values_list("pk"))
        return super().delete()

    # Django reads them off the function; no type of a function has a place for them.
    delete.alters_data = True  # type: ignore[attr-defined]  # Django reads it from the function
    delete.queryset_only = True  # type: ignore[attr-defined]  # Django reads it from the function

    def locked_in_order(self) -> UserQuerySet:
        """Rows that nobody else changes, closes or deletes until this transaction ends.

        Whoever locks people and cohorts locks the people first, and each kind in one order.
        """
        return self.order_by("pk").select_for_update(of=("self",), no_key=True)

    def locked(self, pk: int) -> User:
        """The account as it is now, locked as in `locked_in_order`."""
        return self.locked_in_order().get(pk=pk)

    def with_admin_access(self) -> UserQuerySet:
        """Open accounts with a key to the admin: superusers, and whoever a role lets in."""
        enters = models.Q(
            groups__permissions__codename="access_admin",
            groups__permissions__content_type__app_label="wagtailadmin",
        )
        keys = User.objects.filter(models.Q(is_superuser=True) | enters, is_active=True)
        return self.filter(pk__in=keys.values("pk"))

    def of_team(self) -> UserQuerySet:
        """Open accounts that may enter the admin: the rule of `User.is_staff`.

        From the few roles to their people; Django's `with_perm` asks for each account's rights.
        """
        admin = Permission.objects.filter(
            content_type__app_label="wagtailadmin", codename="access_admin"
        )
        by_role = Group.objects.filter(permissions__in=admin, user=OuterRef("pk"))
        by_right = admin.filter(user=OuterRef("pk"))
        enters = models.Q(is_superuser=True) | Exists(by_role) | Exists(by_right)
        return self.open().filter(enters)

    def never_came_in(self) -> UserQuerySet:
        """People who have an account but never logged in."""
        return self.filter(last_login__isnull=True)


class UserManager(BaseUserManager["User"]):
    def create_user(
        self,
        email: str,
        name: str = "",
        password: str | None = None,
        *,
        now: datetime,
        profile: Mapping[str, Any] | None = None,
        **fields: Any,
    ) -> User:
        """A person and their profile; without a password only a reset link lets them in.

        `profile` is what is known of it, empty where nothing is. The address is stored in its
        normal form; an empty one raises ValueError, a taken one IntegrityError.
        """
        user = self._person(email, name, password, date_joined=now, **fields)
        self._store(user, profile or {})
        return user

    def create_superuser(
        self,
        email: str,
        name: str = "",
        password: str | None = None,
        *,
        now: datetime | None = None,
        **fields: Any,
    ) -> User:
        """An administrator of everything, whose address counts as verified.

        Django's `createsuperuser` passes no `now`; it is an entry point, so the clock is read here.
        """
        fields |= {"is_superuser": True, "date_joined": now or timezone.now()}
        user = self._person(email, name, password, **fields)
        with transaction.atomic(using=self._db):
            self._store(user, {})
            user.emailaddress_set.create(email=user.email, verified=True, primary=True)
        return user

    def _person(self, email: str, name: str, password: str | None, **fields: Any) -> User:
        """Not saved yet: the hash takes half a second, in which nobody else could write."""
        address = normalise_email(email)
        if not address:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=address, name=normalise_name(name), **fields)
        user.set_password(password)
        return user

    @transaction.atomic
    def _store(self, user: User, profile: Mapping[str, Any]) -> None:
        user.save(using=self._db)
        Profile.objects.create(user=user, **profile)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=normalise_email(username))


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(
        _("email"),
        unique=True,
        error_messages={"unique": _("An account with this email already exists.")},
    )
    # One field: many people have one name, and nobody can tell where another's is to be cut.
    name = models.CharField(_("full name"), max_length=150, blank=True)
    name_sort = SortKeyField()
    name_found = SearchKeyField()
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("Untick to shut someone out without deleting what they did."),
    )
    date_joined = models.DateTimeField(_("date joined"))

    objects = UserManager.from_queryset(UserQuerySet)()

    # Of allauth and of accounts.security: relations and attributes that no field here names.
    emailaddress_set: RelatedManager[Any]
    authenticator_set: RelatedManager[Any]
    traces_erased: bool

    #: What `is_active` was when the row was read: closing is an event, not a value.
    was_active = True
    #: What the security log compares with when the row is written; see `accounts.security`.
    guarded_before: dict[str, Any] | None = None

    #: What opens or closes an account, or raises it: each change is noted.
    GUARDED_FIELDS = frozenset({"email", "is_active", "is_superuser"})

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        permissions = [
            ("invite_user", "Can invite people by mail"),
            ("assign_group", "Can put people into groups"),
        ]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_unique_whatever_its_case"),
            models.CheckConstraint(condition=~models.Q(email=""), name="user_has_an_email"),
            models.CheckConstraint(
                condition=~models.Q(
                    *(("name__contains", sign) for sign in TURNING), _connector=models.Q.OR
                ),
                name="user_name_turns_no_text_round",
            ),
        ]
        # Every list of people is in this order.
        indexes = [models.Index(fields=["name_sort"], name="user_in_order_of_names")]

    def __str__(self) -> str:
        return self.get_full_name()

    def clean(self) -> None:
        super().clean()
        self.email = normalise_email(self.email)
        self.name = normalise_name(self.name)

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> User:
        user = super().from_db(*args, **kwargs)
        # Read without asking the database for what was left out.
        user.was_active = user.__dict__.get("is_active", True)
        return user

    def save(self, *args: Any, **kwargs: Any) -> None:
        if "name" in (written := kwargs.get("update_fields") or ()):
            kwargs["update_fields"] = {*written, "name_sort", "name_found"}
        closes = not self._state.adding and self.was_active and not self.is_active
        with transaction.atomic():
            super().save(*args, **kwargs)
            if closes and "is_active" in (kwargs.get("update_fields") or ["is_active"]):
                self.was_active = False
                announce_closing([self])

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """As Django's; the account is held first, before the cohorts whose seats come free."""
        list(User.objects.locked_in_order().filter(pk=self.pk).values_list("pk"))
        return super().delete(*args, **kwargs)

    def make_profile(self) -> None:
        """The empty profile that every account has from its first moment."""
        Profile.objects.get_or_create(user=self)

    @property
    def has_address(self) -> bool:
        """Whether a mailbox is known to be theirs; until then the address is a placeholder."""
        return not self.email.endswith(f"@{PLACEHOLDER_DOMAIN}")

    @cached_property
    def is_staff(self) -> bool:
        """Whether the person may enter the admin; Django itself asks for this name.

        One query, asked once for a request.
        """
        return self.is_active and User.objects.of_team().filter(pk=self.pk).exists()

    def has_shown_address(self) -> bool:
        """Whether somebody has shown, or staff have said, that the account's address is theirs."""
        return self.emailaddress_set.filter(email=self.email, verified=True).exists()

    @property
    def initials(self) -> str:
        return initials(self.name) or self.email[:1].upper()

    @property
    def first_word(self) -> str:
        """What a greeting calls the person; the address's local part while no name is known."""
        return calling_name(self.name) or self.email.partition("@")[0]

    def get_full_name(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        return self.first_word
