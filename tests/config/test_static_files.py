"""Static files have the addresses of the manifest, asked once or often."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from config.static_files import RememberedAddresses


@pytest.fixture
def storage(tmp_path: Path) -> RememberedAddresses:
    paths = {"a.css": "a.123.css", "b.css": "b.456.css"}
    manifest = {"version": "1.1", "hash": "", "paths": paths}
    (tmp_path / "staticfiles.json").write_text(json.dumps(manifest))
    return RememberedAddresses(location=tmp_path, base_url="/static/")


def test_each_file_has_its_own_address_however_often_it_is_asked(
    storage: RememberedAddresses,
) -> None:
    asked = [storage.url(name) for name in ("a.css", "b.css", "a.css", "b.css")]
    assert asked == ["/static/a.123.css", "/static/b.456.css"] * 2


def test_the_manifest_is_asked_once_for_each(
    storage: RememberedAddresses, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = storage.url("a.css")
    monkeypatch.setattr(storage, "hashed_files", {})
    assert storage.url("a.css") == first


def test_a_file_that_was_not_collected_has_none(storage: RememberedAddresses) -> None:
    with pytest.raises(ValueError, match="c.css"):
        storage.url("c.css")
