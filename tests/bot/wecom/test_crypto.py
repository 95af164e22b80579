"""The documents' own values, and what is turned away."""

import pytest

from bot.wecom.crypto import Crypt, NotVerified
from bot.wecom_sandbox.sealing import sealed, signed

TOKEN = "QDG6eK"
KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
COMPANY = "wx5823bf96d3bd56c7"
#: The check of an address, as the sample programs of document 90307 have it.
ECHO = {
    "signature": "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3",
    "timestamp": "1409659589",
    "nonce": "263014780",
    "encrypted": "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==",
}
#: The message of document 90968.
POSTED = {
    "signature": "477715d11cdb4164915debcba66cb864d751f3e6",
    "timestamp": "1409659813",
    "nonce": "1372623149",
    "encrypted": (
        "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUp"
        "j911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue"
        "06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+"
        "3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH"
        "27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8"
        "R07+qN+E7Q=="
    ),
}
SAID = (
    b"<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName>\n"
    b"<FromUserName><![CDATA[mycreate]]></FromUserName>\n"
    b"<CreateTime>1409659813</CreateTime>\n"
    b"<MsgType><![CDATA[text]]></MsgType>\n"
    b"<Content><![CDATA[hello]]></Content>\n"
    b"<MsgId>4561255354251345929</MsgId>\n"
    b"<AgentID>218</AgentID>\n"
    b"</xml>"
)


@pytest.fixture
def crypt() -> Crypt:
    return Crypt(TOKEN, KEY, COMPANY)


def test_the_echo_of_the_documents_is_read(crypt: Crypt):
    assert crypt.read(**ECHO) == b"1616140317555161061"


def test_the_message_of_the_documents_is_read(crypt: Crypt):
    assert crypt.read(**POSTED) == SAID


@pytest.mark.parametrize("text", ["", "a", "和悦家园" * 300, "x" * 12, "x" * 31, "x" * 32])
def test_what_is_written_is_read_again_also_by_another_reading_of_the_documents(
    crypt: Crypt, text: str
):
    written = crypt.write(text.encode())
    theirs = sealed(text, KEY, COMPANY)

    for encrypted in (written, theirs):
        signature = crypt.signature("1", "2", encrypted)
        assert signature == signed(TOKEN, "1", "2", encrypted)
        assert crypt.read(signature, "1", "2", encrypted) == text.encode()


@pytest.mark.parametrize("name", ["signature", "timestamp", "nonce", "encrypted"])
def test_one_letter_that_is_changed_is_enough(crypt: Crypt, name: str):
    first = ECHO[name][0]
    given = ECHO | {name: ("9" if first != "9" else "8") + ECHO[name][1:]}

    with pytest.raises(NotVerified):
        crypt.read(**given)


@pytest.mark.parametrize(
    ("token", "key", "company", "why"),
    [
        ("another", KEY, COMPANY, "the signature is wrong"),
        (TOKEN, KEY, "wx0000000000000000", "it is for another company"),
        (TOKEN, KEY[::-1], COMPANY, "the padding is wrong: another EncodingAESKey"),
    ],
)
def test_another_token_company_or_key_is_said(token: str, key: str, company: str, why: str):
    with pytest.raises(NotVerified, match=why):
        Crypt(token, key, company).read(**ECHO)


@pytest.mark.parametrize("encrypted", ["", "!!!!", "AAAA", "A" * 64, "é", "\udc80"])
def test_what_is_no_ciphertext_is_refused(crypt: Crypt, encrypted: str):
    signature = crypt.signature("1", "2", encrypted)

    with pytest.raises(NotVerified):
        crypt.read(signature, "1", "2", encrypted)
