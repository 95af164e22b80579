"""Settings from the environment or ``.env``; each is described in ``.env.example``.

A missing or malformed one stops the start with a line that says which and how to mend it.
"""

import os
import shlex
import shutil
import sys
from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, StringConstraints, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from council.kernel.bad_setting import BadSetting
from council.kernel.env_file import ENCODING, read_env_file
from council.kernel.one_line import one_line

Token = Annotated[str, StringConstraints(pattern=r"^$|^[0-9]{1,20}:[A-Za-z0-9_-]{20,64}$")]
Port = Annotated[int, Field(ge=0, le=65535)]


#: What the console says of a WeCom application; none of it stands alone.
WECOM = ("corp_id", "agent_id", "secret", "token", "aes_key")


class Settings(BaseSettings):
    """Every setting of the program."""

    model_config = SettingsConfigDict(
        env_prefix="YISHI_",
        env_file=".env",
        env_file_encoding=ENCODING,
        env_ignore_empty=True,
        extra="ignore",
    )

    database_url: str = "sqlite:///var/yishi.db"
    data_dir: Path = Path("var")
    resident_bot_token: Token = ""
    staff_bot_token: Token = ""
    resident_bot: str = ""
    bot_api_url: str = "https://api.telegram.org"
    webhook_url: str = ""
    webhook_secret: str = ""
    sandbox_port: Port = 8081
    web_host: str = "127.0.0.1"
    web_port: Port = 8080
    public_url: str = ""
    trusted_proxies: str = ""
    wecom_corp_id: Annotated[str, StringConstraints(pattern=r"^$|^[A-Za-z0-9_-]{6,64}$")] = ""
    wecom_agent_id: Annotated[int, Field(ge=0)] = 0
    wecom_secret: str = ""
    wecom_token: Annotated[str, StringConstraints(pattern=r"^$|^[A-Za-z0-9]{3,32}$")] = ""
    wecom_aes_key: Annotated[str, StringConstraints(pattern=r"^$|^[A-Za-z0-9]{43}$")] = ""
    wecom_accounts: Annotated[int, Field(ge=1)] = 100
    wecom_api_url: str = "https://qyapi.weixin.qq.com"
    wecom_oauth_url: str = "https://open.weixin.qq.com"
    wecom_robot_url: str = ""
    timezone: str = "Asia/Shanghai"
    locale: Literal["zh_CN", "en"] = "zh_CN"
    signing_key_file: Path = Path("var/signing.key")
    push_key_file: str = ""
    push_contact: str = ""
    outbox_per_second: Annotated[int, Field(ge=0, le=1000)] = 25
    speech_command: str = ""
    speech_seconds: Annotated[int, Field(ge=1, le=55)] = 15
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("database_url")
    @classmethod
    def _database(cls, url: str) -> str:
        try:
            backend = make_url(url).get_backend_name()
        except ArgumentError:
            backend = ""
        if backend not in {"sqlite", "postgresql"}:
            message = "write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
            raise ValueError(message)
        return url

    @field_validator(
        "bot_api_url",
        "webhook_url",
        "public_url",
        "wecom_api_url",
        "wecom_oauth_url",
        "wecom_robot_url",
    )
    @classmethod
    def _web_address(cls, url: str) -> str:
        plain = url.isascii() and url.isprintable() and " " not in url
        if url and not (
            plain and urlsplit(url).scheme in {"http", "https"} and urlsplit(url).netloc
        ):
            message = "write an address that begins with https:// or http://"
            raise ValueError(message)
        return url.rstrip("/")

    @field_validator("public_url")
    @classmethod
    def _site(cls, url: str) -> str:
        """A site alone: what is printed on slips leads to ``/hall`` of it."""
        where = urlsplit(url)
        if where.path or where.query or where.fragment or where.username:
            message = "write the address alone, without a path: https://hall.example.org"
            raise ValueError(message)
        return url

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, listed: str) -> str:
        for each in listed.split(","):
            try:
                ip_network(each.strip() or "::1")
            except ValueError:
                message = f"write addresses or networks, with commas between: 10.0.0.5,172.18.0.0/16 ({each.strip()} is neither)"
                raise ValueError(message) from None
        return listed

    @field_validator("speech_command")
    @classmethod
    def _program(cls, command: str) -> str:
        try:
            words = shlex.split(command)
        except ValueError:
            message = "write the path of a program, and its words; close every quotation mark"
            raise ValueError(message) from None
        if words and shutil.which(words[0]) is None:
            message = f"there is no program {words[0]} that may be run; write its whole path"
            raise ValueError(message)
        return command.strip()

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, secret: str) -> str:
        if secret and len(secret) < 16:  # noqa: PLR2004 - said in the message
            message = "use at least 16 characters"
            raise ValueError(message)
        return secret

    @field_validator("timezone")
    @classmethod
    def _timezone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            message = "write a zone such as Asia/Shanghai"
            raise ValueError(message) from None
        return name

    @property
    def trusted_networks(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """The servers in front, beside those on this machine, that say where a request comes from."""
        return tuple(
            ip_network(each.strip()) for each in self.trusted_proxies.split(",") if each.strip()
        )

    @property
    def has_wecom(self) -> bool:
        """Whether a WeCom application is a channel here."""
        return bool(self.wecom_corp_id)

    @property
    def has_another_door(self) -> bool:
        """Whether people can come in without Telegram: by the web hall or WeCom."""
        return bool(self.public_url) or self.has_wecom

    @property
    def web_url(self) -> str:
        """Where people reach the pages: the public address, else this machine's."""
        return self.public_url or f"http://{self.web_host}:{self.web_port}"

    def pages_at(self, slug: str, *, demo: bool) -> str:
        """Where messages lead people to the pages of a community; empty: nowhere.

        A demo's are on this machine, else only a public address can be reached from a chat.
        """
        site = self.web_url if demo else self.public_url
        return f"{site}/c/{slug}" if site and slug else site


def load(**given: object) -> Settings:
    """Read the settings; raises BadSetting with one line for the first that is wrong."""
    in_file = read_env_file(Path(".env"))
    if not given:  # whoever gives values has read the rest before
        _warn_of_unknown([*os.environ, *in_file])
    try:
        settings = Settings(**given)  # type: ignore[arg-type]  # checked by the model
    except ValidationError as error:
        first = error.errors()[0]
        name = f"YISHI_{str(first['loc'][0]).upper()}"
        message = f"{name}: {first['msg'].removeprefix('Value error, ')} (see .env.example)"
        raise BadSetting(message) from None
    if settings.webhook_url and not settings.webhook_secret:
        message = "YISHI_WEBHOOK_SECRET: needed beside YISHI_WEBHOOK_URL; use 32 random characters"
        raise BadSetting(message)
    _check_wecom(settings)
    return settings


def _check_wecom(settings: Settings) -> None:
    """All of the application's settings or none, and an address that WeCom reaches us at."""
    given = {name: getattr(settings, f"wecom_{name}") for name in WECOM}
    if not any(given.values()):
        return
    for name, found in given.items():
        if not found:
            message = f"YISHI_WECOM_{name.upper()}: needed beside the other YISHI_WECOM_ settings (see .env.example)"
            raise BadSetting(message)
    if not settings.public_url:
        message = "YISHI_PUBLIC_URL: needed beside YISHI_WECOM_CORP_ID: WeCom calls us there"
        raise BadSetting(message)


def _warn_of_unknown(names: Iterable[str]) -> None:
    """Name every YISHI_… that is no setting on stderr: a slip of the pen leaves a default in force."""
    prefix = "YISHI_"
    known = [name.upper() for name in Settings.model_fields]
    for name in dict.fromkeys(names):
        wanted = name.upper().removeprefix(prefix)
        if not name.upper().startswith(prefix) or wanted in known:
            continue
        from difflib import get_close_matches  # noqa: PLC0415 - only after a slip

        near = get_close_matches(wanted, known, n=1)
        hint = f"did you mean {prefix}{near[0]}?" if near else "see .env.example"
        sys.stderr.write(
            one_line(f"yishi: {name}: there is no such setting, it is ignored; {hint}") + "\n"
        )
