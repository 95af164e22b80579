"""Where a request comes from, as servers in front tell it."""

from ipaddress import ip_network

import pytest

from web.hand.pace import sent_from

TRUSTED = (ip_network("10.0.0.5"), ip_network("172.18.0.0/16"))


@pytest.mark.parametrize(
    ("peer", "said", "told"),
    [
        ("203.0.113.5", "", "203.0.113.5"),
        ("203.0.113.5", "198.51.100.7", "203.0.113.5"),  # from outside: whatever its sender likes
        ("127.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("127.0.0.1", "6.6.6.6, 198.51.100.7", "198.51.100.7"),  # who called says the rest
        ("::1", "2001:db8::7", "2001:db8::7"),
        ("127.0.0.1", "", ""),
        ("10.0.0.5", "198.51.100.7", "198.51.100.7"),
        ("10.0.0.5", "", ""),
        ("10.0.0.6", "198.51.100.7", "10.0.0.6"),
        ("172.18.3.4", "6.6.6.6, 198.51.100.7, 10.0.0.5", "198.51.100.7"),  # two in a row
        ("::ffff:172.18.3.4", "198.51.100.7", "198.51.100.7"),
        ("127.0.0.1", "nowhere", ""),
        ("127.0.0.1", "198.51.100.7, unknown", ""),
        ("10.0.0.5", "10.0.0.5", ""),
        ("", "198.51.100.7", ""),
    ],
)
def test_only_servers_of_ours_are_believed_about_who_called_them(peer: str, said: str, told: str):
    assert sent_from(peer, said, TRUSTED) == told
