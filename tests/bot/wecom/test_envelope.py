"""What is posted to us: genuine, fresh and of the documented shape, or turned away."""

from http import HTTPStatus

import pytest

from bot.wecom.crypto import Crypt
from bot.wecom.envelope import LARGEST, SKEW, Event, Refused, echoed, event_of, opened
from bot.wecom.flat_xml import NoXml, read
from bot.wecom_sandbox.company import Company
from bot.wecom_sandbox.server import WecomSandbox
from tests.bot.wecom.test_crypto import COMPANY, ECHO, KEY, POSTED, TOKEN

NOW = 1409659813


@pytest.fixture
def crypt() -> Crypt:
    return Crypt(TOKEN, KEY, COMPANY)


@pytest.fixture
def theirs() -> WecomSandbox:
    company = Company(corp_id=COMPANY, secret="s", agent_id=218)
    return WecomSandbox(company, token=TOKEN, aes_key=KEY)


def query_of(sample: dict[str, str]) -> dict[str, str]:
    return {
        "msg_signature": sample["signature"],
        "timestamp": sample["timestamp"],
        "nonce": sample["nonce"],
    }


def body_of(encrypted: str) -> bytes:
    return (
        f"<xml><ToUserName><![CDATA[{COMPANY}]]></ToUserName>"
        f"<Encrypt><![CDATA[{encrypted}]]></Encrypt><AgentID><![CDATA[218]]></AgentID></xml>"
    ).encode()


def test_the_message_of_the_documents_is_an_event(crypt: Crypt):
    event = opened(crypt, query_of(POSTED), body_of(POSTED["encrypted"]), COMPANY, NOW)

    fields = {"MsgType": "text", "Content": "hello"}
    assert event == Event(user="mycreate", number=4561255354251345929, fields=fields)
    assert event_of(event.waiting()) == event


def test_the_console_is_given_the_echo(crypt: Crypt):
    query = query_of(ECHO) | {"echostr": ECHO["encrypted"]}

    assert echoed(crypt, query, 1409659589) == b"1616140317555161061"


@pytest.mark.parametrize("away", [SKEW + 1, -SKEW - 1])
def test_what_is_older_or_newer_than_five_minutes_is_refused(crypt: Crypt, away: int):
    with pytest.raises(Refused, match="too old") as refused:
        opened(crypt, query_of(POSTED), body_of(POSTED["encrypted"]), COMPANY, NOW + away)
    assert refused.value.status == HTTPStatus.FORBIDDEN


def test_within_five_minutes_the_clocks_may_differ(crypt: Crypt):
    for away in (SKEW, -SKEW):
        opened(crypt, query_of(POSTED), body_of(POSTED["encrypted"]), COMPANY, NOW + away)


@pytest.mark.parametrize("missing", ["msg_signature", "timestamp", "nonce"])
def test_without_one_of_its_words_it_is_refused(crypt: Crypt, missing: str):
    query = query_of(POSTED)
    del query[missing]

    with pytest.raises(Refused) as refused:
        opened(crypt, query, body_of(POSTED["encrypted"]), COMPANY, NOW)
    assert refused.value.status == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"<xml>",
        b"<xml/>",
        b"\xff\xfe",
        b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]><xml><Encrypt>&a;</Encrypt></xml>",
        b"<xml>" + b"<a>" * 300 + b"</a>" * 300 + b"</xml>",
        b"<xml>" + b"<a/>" * 300 + b"</xml>",
    ],
)
def test_what_is_no_xml_of_the_documented_shape_is_refused(crypt: Crypt, body: bytes):
    with pytest.raises(Refused) as refused:
        opened(crypt, query_of(POSTED), body, COMPANY, NOW)
    assert refused.value.status == HTTPStatus.BAD_REQUEST


def test_what_is_too_large_is_not_looked_at(crypt: Crypt):
    with pytest.raises(Refused) as refused:
        opened(crypt, query_of(POSTED), b"x" * (LARGEST + 1), COMPANY, NOW)
    assert refused.value.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def test_an_entity_is_never_read():
    with pytest.raises(NoXml):
        read(b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><xml><a>1</a></xml>')


@pytest.mark.parametrize(
    "xml",
    [
        "<xml><ToUserName>wx0000</ToUserName></xml>",
        f"<xml><ToUserName>{COMPANY}</ToUserName></xml>",
        f"<xml><ToUserName>{COMPANY}</ToUserName><FromUserName>a</FromUserName><MsgId>-1</MsgId></xml>",
        f"<xml><ToUserName>{COMPANY}</ToUserName><FromUserName>{'a' * 65}</FromUserName></xml>",
        "no xml",
    ],
)
def test_a_genuine_envelope_with_nothing_readable_in_it_is_refused(
    crypt: Crypt, theirs: WecomSandbox, xml: str
):
    query, body = theirs.envelope(xml, at=NOW)

    with pytest.raises(Refused):
        opened(crypt, query, body.encode(), COMPANY, NOW)


def test_a_member_is_the_same_in_capitals_and_in_small_letters(crypt: Crypt, theirs: WecomSandbox):
    one, two = (
        opened(crypt, query, body.encode(), COMPANY, NOW)
        for query, body in (
            theirs.envelope(theirs.xml(name, {"MsgType": "text", "MsgId": "7"}), at=NOW)
            for name in ("ZhangSan", "zhangsan")
        )
    )

    assert one == two


def test_a_repeat_with_another_code_is_the_same_event():
    fields = {"MsgType": "event", "Event": "template_card_event", "EventKey": "resident/home"}
    one, two = (
        Event(user="a", number=7, fields=fields | {"ResponseCode": code}).waiting()
        for code in ("x", "y")
    )

    assert one.key == two.key


def test_another_button_or_member_is_another_event():
    fields = {"MsgType": "event", "Event": "template_card_event", "EventKey": "resident/home"}
    events = (
        Event(user="a", number=7, fields=fields),
        Event(user="b", number=7, fields=fields),
        Event(user="a", number=8, fields=fields),
        Event(user="a", number=7, fields=fields | {"EventKey": "resident/mine"}),
    )

    assert len({event.waiting().key for event in events}) == len(events)
