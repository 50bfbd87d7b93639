"""Video addresses: what people paste is taken, everything else is told what is."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from embed_video.backends import UnknownBackendException, UnknownIdException, detect_backend

from cms import embeds
from cms.embeds import VideoAddressField, YouTubeBackend, parse_video_address

ID = "aqz-KE-bpKQ"
PLAIN = f"https://www.youtube.com/watch?v={ID}"


@pytest.mark.parametrize(
    "pasted",
    [
        PLAIN,
        f"http://youtube.com/watch?v={ID}",
        f"youtube.com/watch?v={ID}",
        f"https://www.youtube.com/watch?app=desktop&v={ID}&t=42s",
        f"https://m.youtube.com/watch?v={ID}&pp=abc",
        f"https://music.youtube.com/watch?v={ID}&si=x",
        f"https://youtu.be/{ID}?si=AbCdEf",
        f"youtu.be/{ID}",
        f"https://www.youtube.com/shorts/{ID}?feature=share",
        f"https://www.youtube.com/live/{ID}?si=x",
        f"https://www.youtube.com/embed/{ID}",
        f"https://www.youtube-nocookie.com/embed/{ID}?rel=0",
        f"  <https://YouTu.be/{ID}>. ",
        f"\u200ehttps://youtu.be/{ID}\u00a0",
        f"https://www.youtube.com:443/watch?v={ID}#t=10",
    ],
)
def test_every_form_that_people_paste_leads_to_the_same_video(pasted: str) -> None:
    assert parse_video_address(pasted) == ID
    assert VideoAddressField().clean(pasted) == PLAIN


@pytest.mark.parametrize(
    "pasted",
    [
        "https://vimeo.com/76979871",
        "https://evil.test/watch?v=" + ID,
        "https://www.youtube.com.evil.test/watch?v=" + ID,
        "https://youtube.com@evil.test/watch?v=" + ID,
        "javascript:alert(1)//youtu.be/" + ID,
        "ftp://youtu.be/" + ID,
        "https://www.youtube.com/watch",
        "https://www.youtube.com/watch?v=short",
        "https://youtu.be/" + ID + "extra",
        "https://www.youtube.com/",
        "https://[::1/watch?v=" + ID,
        "https://youtu.be:99999/" + ID,
        "kucing lucu",
        ID,
    ],
)
def test_anything_else_is_refused_with_what_is_accepted(pasted: str) -> None:
    with pytest.raises(ValidationError) as refused:
        VideoAddressField().clean(pasted)

    assert refused.value.messages == [str(embeds.ACCEPTED)]
    assert not YouTubeBackend.is_valid(pasted)


@pytest.mark.parametrize("path", ["@sari", "channel/UCabc", "playlist?list=PLx", "c/sari"])
def test_a_channel_or_playlist_is_answered_with_how_to_get_one_video(path: str) -> None:
    with pytest.raises(ValidationError) as refused:
        VideoAddressField().clean(f"https://www.youtube.com/{path}")

    assert refused.value.messages == [str(embeds.ONE_VIDEO)]


def test_no_address_is_no_video_where_none_is_needed() -> None:
    assert VideoAddressField(required=False).clean("  ") == ""
    with pytest.raises(ValidationError):
        VideoAddressField().clean("")


def test_django_embed_video_plays_from_the_host_without_cookies() -> None:
    found = detect_backend(f"https://www.youtube.com/live/{ID}")

    assert found.url == f"https://www.youtube-nocookie.com/embed/{ID}"
    assert found.thumbnail is None
    assert found.get_embed_code(640, 360).strip().startswith(f'<a href="{PLAIN}">')


def test_django_embed_video_knows_no_other_host() -> None:
    with pytest.raises(UnknownBackendException):
        detect_backend("https://vimeo.com/76979871")
    with pytest.raises(UnknownIdException):
        YouTubeBackend("https://www.youtube.com/watch").get_code()
