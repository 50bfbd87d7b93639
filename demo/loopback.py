"""Asking the demo's own processes: they listen on this machine, whatever proxy an office has set."""

from __future__ import annotations

from urllib.request import OpenerDirector, ProxyHandler, build_opener


def loopback_opener() -> OpenerDirector:
    """urllib's opener without `http_proxy` and its kin."""
    return build_opener(ProxyHandler({}))
