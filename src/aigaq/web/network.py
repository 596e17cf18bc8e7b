"""Names and origins by which the casebook is reached, and the sender of a request.

Invariant: nothing that a stranger can write into a request is believed, only what the proxy in front writes.
"""

from __future__ import annotations

import ipaddress
import logging
import os
import re
from contextlib import suppress
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

from aigaq.errors import SettingWrong

LOCAL_NAMES = ("localhost", "127.0.0.1", "[::1]")
_LOOPBACK = frozenset({"127.0.0.1", "::1"})
_NAME = re.compile(r"\.?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:.]+\]")
_log = logging.getLogger("aigaq")


def tls() -> bool:
    """Whether a proxy in front speaks HTTPS.

    Raises:
        SettingWrong: an unclear word. Read as "no", it would let cookies travel unencrypted.
    """
    setting = os.environ.get("AIGAQ_TLS", "").strip().lower()
    if setting not in ("", "yes", "no"):
        raise SettingWrong(name="AIGAQ_TLS", due="yes")
    return setting == "yes"


def address() -> str:
    """Public address of the site, without a slash at its end; empty if none is set.

    Raises:
        SettingWrong: it is no address of a site, or not HTTPS although the proxy in front speaks it.
    """
    setting = os.environ.get("AIGAQ_ADDRESS", "").strip().rstrip("/")
    if not setting:
        return ""
    wrong = SettingWrong(name="AIGAQ_ADDRESS", due="https://casebook.example")
    try:
        parts = urlsplit(setting)
        host, _ = _ascii(parts.hostname or ""), parts.port
    except ValueError:
        raise wrong from None
    schemes = ("https",) if tls() else ("https", "http")
    if parts.scheme not in schemes or not _NAME.fullmatch(host) or parts.username is not None:
        raise wrong
    if parts.query or parts.fragment or any(mark.isspace() for mark in setting):
        raise wrong
    return setting


def origin(url: str) -> str:
    """Origin of an address, as a browser writes it."""
    parts = urlsplit(url)
    usual = {"http": 80, "https": 443}[parts.scheme]
    port = f":{parts.port}" if parts.port and parts.port != usual else ""
    return f"{parts.scheme}://{_ascii(parts.hostname or '')}{port}"


def hosts() -> list[str]:
    """Host names that a request may use: the set ones, that of the address, those of this machine.

    Raises:
        SettingWrong: a name with a port or a path, or one that stands for every name.
    """
    names = [_ascii(name) for name in re.split(r"[\s,]+", os.environ.get("AIGAQ_HOSTS", "")) if name]
    if not all(_NAME.fullmatch(name) for name in names):
        raise SettingWrong(name="AIGAQ_HOSTS", due="casebook.example")
    of_address = [_ascii(urlsplit(address()).hostname or "")] if address() else []
    return list(dict.fromkeys([*names, *of_address, *LOCAL_NAMES]))


def origins() -> list[str]:
    """Origins whose forms are accepted besides the request's own: a proxy may leave the port out of its name."""
    return [origin(address())] if address() else []


def _ascii(name: str) -> str:
    """A host name as sent over the network, since the name of a site may be Cyrillic."""
    with suppress(UnicodeError):
        return name.encode("idna").decode().lower() if not name.isascii() else name.lower()
    return ""


def site_of(request: HttpRequest) -> str:
    """Beginning of links that are handed to people."""
    if settings.SECURE and settings.ADDRESS:
        return str(settings.ADDRESS)
    return f"{request.scheme}://{request.get_host()}"


def is_ours(request: HttpRequest, origin: str) -> bool:
    """Whether an origin sent by a browser is that of our own pages."""
    return origin in (f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS)


def sender(request: HttpRequest) -> str:
    """Network address of the sender: the other end, or the last one named by our own proxy.

    Without a proxy anybody could write its header. It is believed only if AIGAQ_TLS says that there is a proxy, and the
    request comes from this machine; and only its last address, which the proxy itself added.
    """
    end = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.SECURE or end not in _LOOPBACK:
        return end
    last_named = _address_in(request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip())
    if not last_named:
        _warn_of_unnamed_senders()
    return last_named or end


def _address_in(entry: str) -> str:
    """Address as a proxy writes it, without brackets and port; empty if it is none."""
    bare = re.sub(r"^\[(.*)\](:\d+)?$", r"\1", entry)
    if bare.count(":") == 1:
        bare = bare.partition(":")[0]
    with suppress(ValueError):
        return str(ipaddress.ip_address(bare))
    return ""


@cache
def _warn_of_unnamed_senders() -> None:
    """Log once that the proxy names no sender: then a limit on one sender would fall on all of them."""
    _log.warning("the server in front names no sender: it has to write X-Forwarded-For")
