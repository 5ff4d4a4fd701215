"""Addresses of channels: which the server may send to, and which it never does."""

from __future__ import annotations

import pytest

from husay.basics.problem import Mistake
from husay.messages.address import LONGEST, SERVICES, address_mistakes, read_address

OWN = ("chat.acme.ph", "chat.acme.ph:8443", "127.0.0.1:8099")
TEAMS = "https://prod-1.asia.logic.azure.com:443/workflows/a1/triggers/manual/paths/invoke"


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("slack://TOKENA/TOKENB/TOKENC/#sales", "slack"),
        ("https://hooks.slack.com/services/T000/B000/XXXX", "slack"),
        (f"{TEAMS}?api-version=2016-06-01&sp=%2Ftriggers&sv=1.0&sig=abc", "teams"),
        ("workflows://prod-1.asia.logic.azure.com:443/a1/b2", "teams"),
        ("viber://token/receiver", "viber"),
        ("  tgram://123456789:abcdefg_hijklmnop/12315544/  ", "telegram"),
        ("twilio://AC1:token@15551234567/15557654321", "twilio"),
        ("https://discord.com/api/webhooks/1/abc", "discord"),
        ("json://127.0.0.1:8099/hook", "web-hook"),
        ("json://chat.acme.ph:443/hook", "web-hook"),
        ("mmosts://bot@chat.acme.ph/token", "mattermost"),
        ("mmosts://CHAT.ACME.PH:8443/token", "mattermost"),
    ],
)
def test_an_address_of_a_service_is_taken(text: str, service: str) -> None:
    found = read_address(text, OWN)
    assert found.service.code == service
    assert found.text == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "json://localhost/",
        "json://127.0.0.1/",
        "json://chat.acme.ph:22/x",  # named without a port: its web alone
        "json://127.0.0.1:8098/",  # another port than the one that was named
        "json://[::1]:8099/",
        "json://169.254.169.254/latest/meta-data",
        "json://2130706433/",
        "jsons://chat.acme.ph.evil.test/",
        "mmost://evil.test/token",
        "workflows://localhost/a/b",
        "workflows://logic.azure.com.evil.test/a/b",
        "workflows://prod-1.asia.logic.azure.com:22/a/b",
        # What others may read as the end of the host, or as somebody before it.
        "workflows://127.0.0.1%2f.logic.azure.com/a/b",
        "workflows://127.0.0.1%23.logic.azure.com/a/b",
        "workflows://u%40127.0.0.1;.logic.azure.com/a/b",
        "https://hooks.slack.com:8443/services/a/b/c",
        "https://evil.test/services/a/b/c",
        "https://hooks.slack.com.evil.test/services/a/b/c",
        "http://hooks.slack.com/services/a/b/c",
        "http://localhost/",
        "mailto://user:password@example.com",
        "file:///etc/passwd",
        "syslog://",
        "dbus://",
        "apprise://localhost/token",
        "windows://",
    ],
)
def test_no_address_leads_anywhere_else(text: str) -> None:
    codes = {problem.code for problem in address_mistakes(text, OWN)}
    assert codes & {"address-host", "address-service", "address-signs"}
    with pytest.raises(Mistake):
        read_address(text, OWN)


@pytest.mark.parametrize(
    "text",
    [
        "json://chat.acme.ph#@evil.test/",
        "json://chat.acme.ph\\@evil.test/",
        "json://a@chat.acme.ph@evil.test/",
        "json://chat.acme.ph /",
        "json://chat.acme.ph\n.evil.test/",
        "json://chat.acme.ph://evil.test/",
        "json://chat.acme.ph\u2024evil.test/",
        "json://[chat.acme.ph/",
        "json://chat.acme.ph:port/",
    ],
)
def test_signs_that_readers_of_addresses_take_differently_are_refused(text: str) -> None:
    assert [p.code for p in address_mistakes(text, OWN)][:1] == ["address-signs"]


@pytest.mark.parametrize(
    "option", ["verify=no", "redirect=yes", "rto=900", "template=/etc/passwd", "method=PUT",
               "+Host=evil.test", "-x=y", ":key=value", "overflow=split", "format=html"],
)  # fmt: skip
def test_no_option_reads_follows_trusts_or_waits(option: str) -> None:
    for text in (f"slack://a/b/c?{option}", f"json://chat.acme.ph/?{option}"):
        codes = [problem.code for problem in address_mistakes(text, OWN)]
        assert codes == ["address-option"]


def test_all_that_is_wrong_is_told_and_nothing_of_the_secret() -> None:
    text = "jsons://evil.test/top-secret?verify=no&rto=900" + "x" * LONGEST
    found = address_mistakes(text, OWN)
    assert {p.code for p in found} == {"address-too-long", "address-host", "address-option"}
    assert not any("top-secret" in str(p) for p in found)


def test_nothing_is_no_address_and_no_own_network_is_open_unless_named() -> None:
    assert [p.code for p in address_mistakes("  ", OWN)] == ["address-missing"]
    assert [p.code for p in address_mistakes("json://chat.acme.ph", ())] == ["address-host"]


def test_a_scheme_is_of_one_service() -> None:
    schemes = [scheme for service in SERVICES for scheme in service.schemes]
    assert len(schemes) == len(set(schemes))


def test_apprise_knows_every_scheme_and_sees_the_hosts_that_we_see() -> None:
    """What we take for a scheme of a service, the library takes for one, too."""
    import apprise

    known = {
        scheme
        for plugin in apprise.Apprise().details()["schemas"]
        for some in (plugin["protocols"], plugin["secure_protocols"])
        for scheme in some or ()
    }
    assert {scheme for service in SERVICES for scheme in service.schemes} <= known
