"""What people paste when they are asked for their channel."""

from __future__ import annotations

import unicodedata

import pytest
from django.utils import translation
from django.utils.functional import Promise

from youtube_integration.addresses import (
    AddressError,
    ChannelAddress,
    parse_channel_address,
    same_handle,
)

CHANNEL = "UCqaKlojenKreatif0000001"


@pytest.mark.parametrize(
    "text",
    [
        "@warungbuana",
        "warungbuana",
        "  @warungbuana  ",
        "@warungbuana.",
        "@warungbuana!",
        "(@warungbuana)",
        "＠warungbuana",
        "@@warungbuana",
        "@warung\u200bbuana",
        "\ufeff@warungbuana\u200e",
        "@warungbuana/videos",
        "@warungbuana?si=AbCdEf",
        "'@warungbuana",
        "https://www.youtube.com/@warungbuana",
        "HTTPS://WWW.YOUTUBE.COM/@warungbuana",
        "http://youtube.com/@warungbuana/",
        "youtube.com/@warungbuana",
        "//youtube.com/@warungbuana",
        "youtube.com:443/@warungbuana",
        "youtube.com./@warungbuana",
        "www.youtube.com/@warungbuana/featured",
        "https://m.youtube.com/@warungbuana?app=desktop",
        "https://music.youtube.com/@warungbuana",
        "https://id.youtube.com/@warungbuana",
        "https://www.youtube.co.id/@warungbuana",
        "https://youtu.be/@warungbuana",
        "https://youtu.be/@warungbuana/videos",
        "https://www.youtube.com/@warungbuana#/videos",
        "https://accounts.google.com/ServiceLogin/identifier?continue=https://youtube.com/@warungbuana",
        "https://youtube.com/@warungbuana?si=AbCdEf123456",
        "https://youtube.com/@warungbuana&si=AbCdEf123456",
        "https://www.youtube.com/@warungbuana%3Fsi%3DAbC",
        "https://www.youtube.com/@warungbuana?gl=ID&hl=id",
        "https://www.youtube.com/@warungbuana?sub_confirmation=1",
        "https://www.youtube.com/@warungbuana/shorts?feature=shared",
        "https://www.youtube.com/@warungbuana#about",
        "https://www.youtube.com/@warungbuana.",
        "https://www.youtube.com/@warungbuana%20",
        "https://www.youtube.com/%40warungbuana",
        "https://www.youtube.com/%2540warungbuana",
        "https://www.youtube.com/c/@warungbuana",
        "https://m.youtube.com/#/@warungbuana",
        "https:\\\\www.youtube.com\\@warungbuana",
        "https//www.youtube.com/@warungbuana",
        "https:/www.youtube.com/@warungbuana",
        "<https://www.youtube.com/@warungbuana>",
        "[kanalku](https://www.youtube.com/@warungbuana)",
        "Kanal saya: https://youtube.com/@warungbuana",
        "Cek kanal ini di YouTube!\nhttps://youtube.com/@warungbuana?si=x\nJangan lupa subscribe",
        "youtube.com @warungbuana",
        "@warungbuana https://youtube.com/@WarungBuana",
        "https://consent.youtube.com/m?continue=https%3A%2F%2Fwww.youtube.com%2F%40warungbuana"
        "%3Fcbrd%3D1&gl=ID&m=0&pc=yt&hl=id&src=1",
        "https://accounts.google.com/ServiceLogin?service=youtube&continue=https%3A%2F%2F"
        "www.youtube.com%2Fsignin%3Fnext%3D%252F%2540warungbuana&hl=id",
        "https://www.youtube.com/signin?next=/@warungbuana",
        "https://www.google.com/url?sa=t&url=https%3A%2F%2Fwww.youtube.com%2F%40warungbuana",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fyoutube.com%2F%40warungbuana&h=AT1",
    ],
)
def test_a_handle_is_found_in_every_form_that_people_paste(text: str) -> None:
    assert parse_channel_address(text) == ChannelAddress("handle", "warungbuana")


@pytest.mark.parametrize(
    "text",
    [
        CHANNEL,
        f"{CHANNEL}.",
        f"https://www.youtube.com/channel/{CHANNEL}",
        f"HTTPS://WWW.YOUTUBE.COM/CHANNEL/{CHANNEL}",
        f"http://youtube.com/channel/{CHANNEL}/",
        f"https://m.youtube.com/channel/{CHANNEL}?app=desktop",
        f"https://www.youtube.com/channel/{CHANNEL}/videos?view=0&sort=dd",
        f"https://music.youtube.com/channel/{CHANNEL}",
        f"https://www.youtube.com/channel/{CHANNEL}#about",
        f"vnd.youtube://www.youtube.com/channel/{CHANNEL}",
        f"https://studio.youtube.com/channel/{CHANNEL}/videos",
        f"https://www.youtube.com/attribution_link?u=/channel/{CHANNEL}",
    ],
)
def test_an_id_is_taken_exactly_as_it_is_written(text: str) -> None:
    assert parse_channel_address(text) == ChannelAddress("id", CHANNEL)


@pytest.mark.parametrize(
    "text",
    [
        "https://www.youtube.com/user/WarungBuAna",
        "www.youtube.com/user/WarungBuAna/featured",
        "https://www.youtube.com/profile?user=WarungBuAna",
    ],
)
def test_a_legacy_user_name_is_kept_as_such(text: str) -> None:
    assert parse_channel_address(text) == ChannelAddress("username", "WarungBuAna")


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("@dapur.bu-nari_01", "dapur.bu-nari_01"),
        ("dapur.bu-nari_01", "dapur.bu-nari_01"),
        ("https://www.youtube.com/@dapur.bu-nari_01.", "dapur.bu-nari_01"),
        ("https://www.youtube.com/@warung.id/videos", "warung.id"),
        ("@a.b-c_d·e", "a.b-c_d·e"),
        ("@猫の店", "猫の店"),
        ("https://www.youtube.com/@%E7%8C%AB%E3%81%AE%E5%BA%97", "猫の店"),
        ("@قهوة_كلوجن", "قهوة_كلوجن"),
        ("@चाय_घर", "चाय_घर"),
        (unicodedata.normalize("NFD", "@warungé"), "warungé"),
    ],
)
def test_a_handle_is_never_cut_at_its_dots_or_scripts(text: str, handle: str) -> None:
    assert parse_channel_address(text) == ChannelAddress("handle", handle)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (None, "empty"),
        ("\u200b \n ", "empty"),
        ("x" * 5000, "long"),
        ("https://www.youtube.com/c/WarungBuAna", "custom"),
        ("https://www.youtube.com/WarungBuAna", "custom"),
        ("https://www.youtube.com/watch?v=a1B2c3D4e5F", "video"),
        ("https://www.youtube.com/watch?v=a1B2c3D4e5F&ab_channel=WarungBuana", "video"),
        ("https://youtu.be/a1B2c3D4e5F?si=Qw12Er34", "video"),
        ("https://www.youtube.com/shorts/a1B2c3D4e5F", "video"),
        ("https://www.youtube.com/live/a1B2c3D4e5F?feature=share", "video"),
        ("https://www.youtube-nocookie.com/embed/a1B2c3D4e5F", "video"),
        ("https://www.youtube.com/playlist?list=PLqa0000000000000000000000001", "playlist"),
        ("https://studio.youtube.com/", "studio"),
        ("https://studio.youtube.com/video/a1B2c3D4e5F/edit", "studio"),
        ("https://www.youtube.com/", "no_channel"),
        ("www.youtube.com", "no_channel"),
        ("https://www.youtube.com/results?search_query=warung", "no_channel"),
        ("https://www.youtube.com/feed/subscriptions", "no_channel"),
        ("https://www.youtube.com/channel/", "no_channel"),
        ("https://www.youtube.com/signin?next=besok", "no_channel"),
        ("https://www.youtube.com/channel/UCqaKlojen", "cut_off"),
        (f"https://www.youtube.com/channel/{CHANNEL}9", "cut_off"),
        (CHANNEL[:-1], "cut_off"),
        (f"https://www.youtube.com/channel/{CHANNEL.lower()}", "cut_off"),
        ("https://www.youtube.com/@warungbu...", "cut_off"),
        ("@warungbu…", "cut_off"),
        ("https://www.instagram.com/warungbuana/", "elsewhere"),
        ("instagram.com/warungbuana", "elsewhere"),
        ("https://www.tiktok.com/@warungbuana", "elsewhere"),
        ("https://wa.me/628123456789", "elsewhere"),
        ("https://contoh.example/@warungbuana", "elsewhere"),
        ("https://youtube.com.contoh.example/@warungbuana", "elsewhere"),
        ("https://notyoutube.com/@warungbuana", "elsewhere"),
        ("https://notyoutube-nocookie.com/@warungbuana", "elsewhere"),
        ("https://www.youtube.com/redirect?q=https%3A%2F%2Fcontoh.example", "elsewhere"),
        ("warungbuana.com", "elsewhere"),
        ("siti@contoh.example", "email"),
        ("mailto:siti@gmail.com", "email"),
        ("Surel saya siti@gmail.com", "email"),
        ("Warung Buana", "name"),
        ("@dapur bunari", "words"),
        ("https://youtube.com/@warungbuana ini ya kak", "words"),
        ("@satu @dua", "several"),
        ("https://www.instagram.com/satu @satu", "several"),
        ("@", "handle"),
        ("youtube.com/@", "handle"),
        ("@warung😀", "handle"),
        ("@satu@dua", "handle"),
        ("@-_-", "handle"),
        ("@" + "a" * 31, "handle"),
        ("https://www.youtube.com/@warung%FFbuana", "handle"),
        ("https://www.youtube.com/user/Warung%20Buana", "username"),
        ("warungbuana/videos", "invalid"),
        ("https://youtube.com@contoh.example/@warungbuana", "invalid"),
        ("https://[::1/@warungbuana", "invalid"),
    ],
)
def test_what_names_no_channel_is_refused_for_its_own_reason(text: str, code: str) -> None:
    with pytest.raises(AddressError) as refused:
        parse_channel_address(text)

    assert refused.value.code == code
    assert "@handle" in str(refused.value)


def test_a_redirect_that_leads_in_circles_is_given_up() -> None:
    address = "https://consent.youtube.com/m"
    for _turn in range(6):
        address = f"https://consent.youtube.com/m?continue={address.replace('%', '%25').replace('&', '%26').replace('=', '%3D').replace('?', '%3F')}"

    with pytest.raises(AddressError) as refused:
        parse_channel_address(address)

    assert refused.value.code == "no_channel"


def test_another_network_is_called_by_its_name() -> None:
    with pytest.raises(AddressError, match="Instagram"):
        parse_channel_address("https://www.instagram.com/warungbuana/")


def test_a_refusal_is_translated_when_it_is_shown_and_not_before() -> None:
    with pytest.raises(AddressError) as refused:
        parse_channel_address("https://youtu.be/a1B2c3D4e5F")

    assert isinstance(refused.value.message, Promise)
    with translation.override("en"):
        assert str(refused.value).startswith("This is the address of a video")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("WarungBuana", "@warungbuana", True),
        (unicodedata.normalize("NFD", "Warungé"), "WARUNGÉ", True),
        ("straße", "STRASSE", True),
        ("warung.buana", "warungbuana", False),
        ("warungbuana", "warungbuana2", False),
    ],
)
def test_handles_are_the_same_whatever_their_case_and_composition(
    one: str, other: str, same: bool
) -> None:
    assert same_handle(one, other) is same
