"""An address of a channel, as apprise writes it: of which service it is, whether it may be used.

An address holds a secret, and whoever enters it decides where our server sends to. So an address is
either of a service whose host is the service's own, whatever else it says, or names a host that
whoever runs the server has named: nobody can have the server knock on doors of its own network.
Options that would have it read a file, follow a redirect, trust any certificate or wait for long
are taken of none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from husay.basics.problem import Mistake, Problem

LONGEST, LONGEST_NAME, MOST_ADDRESSES = 1_000, 60, 10


@dataclass(frozen=True)
class Service:
    """A service that messages go to. `schemes` are how its addresses begin; `hosts` those of its
    https:// addresses, whole or, where they begin with a dot, how they end. `short`: it takes a
    line or two (SMS). `own`: it is a server of somebody's own, whose host is in the address."""

    code: str
    name: str
    schemes: tuple[str, ...]
    hosts: tuple[str, ...] = ()
    short: bool = False
    own: bool = False


SERVICES: tuple[Service, ...] = (
    Service("slack", "Slack", ("slack",), ("hooks.slack.com",)),
    Service("teams", "Microsoft Teams", ("workflow", "workflows"),
            (".logic.azure.com", ".api.powerplatform.com")),
    Service("viber", "Viber", ("viber",)),
    Service("telegram", "Telegram", ("tgram",)),
    Service("discord", "Discord", ("discord",), ("discord.com", "discordapp.com")),
    Service("google-chat", "Google Chat", ("gchat",), ("chat.googleapis.com",)),
    Service("webex", "Webex", ("wxteams", "webex"), ("webexapis.com",)),
    Service("line", "LINE", ("line",)),
    Service("pushover", "Pushover", ("pover",)),
    Service("twilio", "SMS (Twilio)", ("twilio",), short=True),
    Service("vonage", "SMS (Vonage)", ("vonage", "nexmo"), short=True),
    Service("messagebird", "SMS (MessageBird)", ("msgbird",), short=True),
    Service("clicksend", "SMS (ClickSend)", ("clicksend",), short=True),
    Service("bulksms", "SMS (BulkSMS)", ("bulksms",), short=True),
    Service("plivo", "SMS (Plivo)", ("plivo",), short=True),
    Service("mattermost", "Mattermost", ("mmost", "mmosts"), own=True),
    Service("rocket-chat", "Rocket.Chat", ("rocket", "rockets"), own=True),
    Service("nextcloud-talk", "Nextcloud Talk", ("nctalk", "nctalks"), own=True),
    Service("signal", "Signal", ("signal", "signals"), own=True),
    Service("web-hook", "Web hook", ("json", "jsons"), own=True),
)  # fmt: skip
_BY_SCHEME = {scheme: service for service in SERVICES for scheme in service.schemes}
SERVICE = {service.code: service for service in SERVICES}

_OPTIONS = frozenset({
    "to", "from", "channel", "footer", "image", "silent", "topic", "thread",
    "api-version", "sp", "sv", "sig", "signature", "ver", "pa",
})  # fmt: skip
"""Options of an address that say to whom and how it is written, and no more."""
_HARMLESS = re.compile(r"[!-~]+")
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")
"""A name, or an address of IPv4 or IPv6: nothing that others may read as more than that."""
_WEB = (None, 80, 443)
"""The ports of a host that the server names without one: no others of it are spoken to."""
_CONFUSING = re.compile(r"[\\<>\"^`{|}]")


@dataclass(frozen=True)
class Address:
    """An address that may be used: of which service, and the text of it, which is a secret. `host`
    is where it leads, host:port in small letters, '' where the service knows."""

    service: Service
    text: str
    host: str = ""


def read_address(text: str, own_hosts: Collection[str]) -> Address:
    """An address as somebody typed it; `own_hosts` are those that the server may send to besides,
    `host` or `host:port`. Raises Mistake with all that is wrong (`address_mistakes`)."""
    problems = address_mistakes(text, own_hosts)
    if problems:
        raise Mistake(*problems)
    text = text.strip()
    service, parts = _service(text), urlsplit(text)
    assert service is not None, "it was looked at"
    return Address(service, text, parts.netloc.rpartition("@")[2].lower() if service.own else "")


def address_mistakes(text: str, own_hosts: Collection[str]) -> tuple[Problem, ...]:
    """All that is wrong with an address: `address-missing`, `address-too-long`, `address-signs`,
    `address-service`, `address-host`, `address-option`. No problem holds the address itself."""
    text = text.strip()
    if not text:
        return (Problem(code="address-missing"),)
    return tuple(_mistakes(text, own_hosts))


def _mistakes(text: str, own_hosts: Collection[str]) -> Iterator[Problem]:
    if len(text) > LONGEST:
        yield Problem(code="address-too-long", value=str(LONGEST))
    confusing = not _HARMLESS.fullmatch(text) or _CONFUSING.search(text)
    if confusing or text.count("@") > 1 or text.count("://") != 1:
        yield Problem(code="address-signs")
        return
    service = _service(text)
    if service is None:
        yield Problem(code="address-service", value=_scheme(text)[:20])
        return
    try:
        parts = urlsplit(text)
        leads = service.own or _scheme(text) in ("https", "workflow", "workflows")
        host, port = (parts.hostname or "", parts.port) if leads else ("", None)
    except ValueError:
        yield Problem(code="address-signs")
        return
    if service.own and "#" in text:
        yield Problem(code="address-signs")
    if leads and not _may_lead(service, host, port, own_hosts):
        yield Problem(code="address-host", value=(f"{host}:{port}" if port else host)[:100])
    for option, _value in parse_qsl(parts.query, keep_blank_values=True):
        if option.lower() not in _OPTIONS or (service.own and option != "to"):
            yield Problem(code="address-option", value=option[:40])


def _may_lead(service: Service, host: str, port: int | None, own_hosts: Collection[str]) -> bool:
    """Whether the server may send to the host that an address names."""
    if not _HOST.fullmatch(host):
        return False
    if service.own:
        own = {one.lower() for one in own_hosts}
        return f"{host}:{port}" in own or (host in own and port in _WEB)
    return _of(host, service.hosts) and port in (None, 443)


def _scheme(text: str) -> str:
    return text.partition("://")[0].lower()


def _service(text: str) -> Service | None:
    """The service of an address; None where it is of none that we know."""
    scheme = _scheme(text)
    if scheme != "https":
        return _BY_SCHEME.get(scheme)
    try:
        host = urlsplit(text).hostname or ""
    except ValueError:
        return None
    return next((one for one in SERVICES if _of(host, one.hosts)), None)


def _of(host: str, hosts: tuple[str, ...]) -> bool:
    return any(host == one or (one.startswith(".") and host.endswith(one)) for one in hosts)
