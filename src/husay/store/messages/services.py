"""Slack, Teams, Viber, SMS and others by apprise, loaded when the first message goes there.

What apprise would log (addresses, and what was sent) goes nowhere; of it only the status that a
receiver answered with is read.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from husay.messages.address import Address
from husay.store.messages.transport import Letter, NotDelivered

_STATUS = re.compile(r"\berror=([1-5][0-9]{2})\b")


def send(address: Address, letter: Letter) -> None:
    """Send a letter to an address. Raises NotDelivered: `status-500` and the like, `no-answer`,
    `address-unusable` (apprise cannot read it, or reads another host in it than we)."""
    with _unlogged() as said:
        try:
            plugin = _plugin(address)
            body = letter.brief if address.service.short else letter.text
            title = "" if address.service.short else letter.subject
            taken = plugin.notify(body=body, title=title)
        except NotDelivered:
            raise
        except Exception:
            raise NotDelivered("no-answer") from None
    if not taken:
        found = [match for line in said for match in _STATUS.findall(line)]
        raise NotDelivered(f"status-{found[-1]}" if found else "no-answer")


def _plugin(address: Address) -> Any:
    """apprise's own object for an address: of the service, and for the host, that we saw in it."""
    import apprise

    made = apprise.Apprise.instantiate(address.text, asset=_asset(), suppress_exceptions=True)
    if not made:
        raise NotDelivered("address-unusable", for_good=True)
    schemes: set[str] = set()
    for one in (made.protocol, made.secure_protocol):
        schemes.update((one,) if isinstance(one, str) else one or ())
    if not schemes & set(address.service.schemes):
        raise NotDelivered("address-unusable", for_good=True)
    if address.service.own:
        host, port = str(made.host).lower(), made.port
        if address.host not in {host, f"{host}:{port}"} or (port and ":" not in address.host):
            raise NotDelivered("address-unusable", for_good=True)
    return made


@cache
def _asset() -> Any:
    """How apprise behaves: no redirect is followed, no file is read, nothing runs beside us."""
    import apprise

    made = apprise.AppriseAsset(
        app_id="Husay", app_desc="Husay", app_url="", async_mode=False, secure_logging=True,
        allow_templates=False,
    )  # fmt: skip
    made.http_redirects = False
    return made


@contextmanager
def _unlogged() -> Iterator[list[str]]:
    """What apprise has to complain of goes into a list for a while, and nothing of it into a log
    (`husay.settings` has the rest of it go nowhere)."""
    said = list[str]()
    catch, log = _Catch(said), logging.getLogger("apprise")
    log.addHandler(catch)
    log.propagate = False
    try:
        yield said
    finally:
        log.removeHandler(catch)


class _Catch(logging.Handler):
    def __init__(self, said: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.said = said

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the text of a record."""
        self.said.append(record.getMessage())
