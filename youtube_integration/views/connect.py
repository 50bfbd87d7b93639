"""Connecting a channel: paste its address, look whether it is yours, confirm. And taking it off."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.requests import PersonRequest
from accounts.views.drafts_in_session import draft_or_post, login_required_saving_draft
from design.site_time import site_day
from youtube_integration import connecting
from youtube_integration.addresses import AddressError, ChannelAddress, parse_channel_address
from youtube_integration.api import ChannelRecord, YouTubeError
from youtube_integration.connecting import ConnectError, HandleChanged, SandboxMixedWithReal
from youtube_integration.error_hints import error_in_words
from youtube_integration.forms import ConfirmChannelForm, FindChannelForm
from youtube_integration.models import Channel, YouTubeSettings

LOOK_UPS_AN_HOUR = 20
SECONDS_OF_AN_HOUR = 3600


@login_required_saving_draft
@require_http_methods(["GET", "HEAD", "POST"])
def connect(request: PersonRequest) -> HttpResponse:
    """Ask for the address, then show the channel that it leads to."""
    now = timezone.now()
    if (hindrance := _lasting_hindrance(request.user, now)) is not None:
        return _page(request, "connect", hindrance=hindrance)
    profile = request.user.profile
    form = FindChannelForm(
        draft_or_post(request),
        initial={"address": request.GET.get("address", "")},
        with_birth_year=profile.birth_year is None,
    )
    if request.method == "POST" and form.is_valid():
        if "birth_year" in form.cleaned_data:
            profile.birth_year = form.cleaned_data["birth_year"]
            profile.note_person_saved(["birth_year"])
            profile.save(update_fields=["birth_year", "saved_by_person"])
            if (hindrance := _lasting_hindrance(request.user, now)) is not None:
                return _page(request, "connect", hindrance=hindrance)
        try:
            return _found(request, form.cleaned_data["address"], now)
        except ConnectError as error:
            form.add_error("address", str(error))
        except (YouTubeError, SandboxMixedWithReal) as error:
            form.add_error(None, error_in_words(error))
    return _page(request, "connect", form=form)


@login_required
@require_POST
def confirm(request: PersonRequest) -> HttpResponse:
    """Connect the channel that was shown."""
    form = ConfirmChannelForm(request.POST)
    channel = form.is_valid() and _shown_channel(form.cleaned_data["channel"])
    if not channel:
        # Shown long ago, or never: the way begins anew with what was typed.
        messages.error(request, _("Please look the channel up once more."))
        return _back_to_form(form)
    try:
        connecting.check_age(request.user, today=site_day(timezone.now()), birth_year_needed=True)
        connecting.connect_by_url(
            user=request.user,
            channel=channel,
            address=_typed_address(form.cleaned_data["address"]),
            now=timezone.now(),
        )
    except ConnectError as error:
        messages.error(request, str(error))
        return _back_to_form(form)
    messages.success(request, _("{channel} is connected.").format(channel=channel.handle_or_title))
    return redirect("channel")


def _typed_address(text: str) -> ChannelAddress | None:
    try:
        return parse_channel_address(text)
    except AddressError:  # it only rides along, and is not needed to connect
        return None


def _back_to_form(form: ConfirmChannelForm) -> HttpResponse:
    """The address stands there as it was typed."""
    typed = form.cleaned_data.get("address", "")
    query = f"?{urlencode({'address': typed})}" if typed else ""
    return redirect(reverse("channel_connect") + query)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def disconnect(request: PersonRequest) -> HttpResponse:
    """Say what disconnecting deletes, and do it when it is confirmed."""
    connection = request.user.channel_connections.open().select_related("channel").first()
    if connection is None:
        return redirect("channel")
    if request.method == "POST":
        connecting.disconnect(user=request.user, now=timezone.now())
        messages.success(
            request, _("Your channel is disconnected, and its data in Kanal is deleted.")
        )
        return redirect("channel")
    return _page(request, "disconnect", connection=connection, channel=connection.channel)


def _found(request: PersonRequest, address: ChannelAddress, now: datetime) -> HttpResponse:
    if not may_look_up(request.user, now):
        raise ConnectError(
            _("You have looked up many channels in a short time. Try again in an hour."), "often"
        )
    changed = None
    try:
        youtube = connecting.client(now=now, interactive=True)
        record = connecting.look_up(address, client=youtube, now=now)
    except HandleChanged as error:
        changed, record = error, error.record
    return _page(
        request,
        "confirm",
        record=record,
        changed=changed,
        channel=_as_channel(record),
        replaced=_other_channel(request.user, record),
        form=ConfirmChannelForm(
            initial={"channel": record.channel_id, "address": request.POST["address"]}
        ),
    )


def _other_channel(user: User, record: ChannelRecord) -> Channel | None:
    """The channel that the person has connected now, where it is not this one."""
    others = user.channel_connections.open().exclude(channel=record.channel_id)
    connection = others.select_related("channel").first()
    return connection.channel if connection else None


def _as_channel(record: ChannelRecord) -> Channel:
    """The record with a channel's manners (initials, address); not saved."""
    channel = Channel(channel_id=record.channel_id)
    channel.take_over(record, now=timezone.now())
    return channel


def _shown_channel(channel_id: str) -> Channel | None:
    """A channel that YouTube told about today; older answers are looked up anew."""
    return Channel.objects.answered_on(site_day(timezone.now())).filter(pk=channel_id).first()


@transaction.atomic
def may_look_up(user: User, now: datetime) -> bool:
    """A limit per hour: each look-up costs everybody's quota."""
    # Not every cache counts in one step, so the person's own requests wait for one another.
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
    key = f"channel-look-ups:{user.pk}:{now:%Y%m%d%H}"
    count = cache.get(key, 0) + 1
    cache.set(key, count, SECONDS_OF_AN_HOUR)
    return count <= LOOK_UPS_AN_HOUR


def _lasting_hindrance(user: User, now: datetime) -> ConnectError | None:
    """An age that no form can change; a year of birth that is missing is asked for instead."""
    try:
        connecting.check_age(user, today=site_day(now))
    except ConnectError as error:
        return error
    return None


def _page(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    context = {"nav": "channel", "history_days": YouTubeSettings.current().history_days, **context}
    return render(request, f"youtube_integration/{name}.html", context)
