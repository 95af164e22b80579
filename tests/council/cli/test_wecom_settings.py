"""WeCom's settings: all or none, each of its shape, and a public address beside them."""

import pytest

from council.kernel.bad_setting import BadSetting
from council.kernel.config import load

WHOLE = {
    "wecom_corp_id": "wx5823bf96d3bd56c7",
    "wecom_agent_id": 1000002,
    "wecom_secret": "secret-of-a-test",
    "wecom_token": "QDG6eK",
    "wecom_aes_key": "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C",
    "public_url": "https://hall.example",
}


def test_without_any_wecom_is_off():
    assert not load(_env_file=None).has_wecom


def test_with_all_of_them_it_is_on():
    assert load(_env_file=None, **WHOLE).has_wecom


@pytest.mark.parametrize(
    "name", ["wecom_corp_id", "wecom_agent_id", "wecom_secret", "wecom_token", "wecom_aes_key"]
)
def test_one_that_is_missing_is_named(name: str):
    with pytest.raises(BadSetting, match=f"^YISHI_{name.upper()}: needed beside the other"):
        load(_env_file=None, **{**WHOLE, name: type(WHOLE[name])()})


def test_a_public_address_is_needed():
    with pytest.raises(BadSetting, match="YISHI_PUBLIC_URL: needed beside YISHI_WECOM_CORP_ID"):
        load(_env_file=None, **{**WHOLE, "public_url": ""})


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("wecom_aes_key", "too-short"),
        ("wecom_token", "!"),
        ("wecom_agent_id", "x"),
        ("wecom_accounts", 0),
        ("wecom_robot_url", "qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1"),
    ],
)
def test_one_of_another_shape_is_named(name: str, wrong: object):
    with pytest.raises(BadSetting, match=f"^YISHI_{name.upper()}: "):
        load(_env_file=None, **{**WHOLE, name: wrong})
