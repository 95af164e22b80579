"""A company at WeCom: its members, its application, what each was sent, what was used up."""

import secrets
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.wecom_sandbox.checks import Json, Refusal, card, check

#: How long (s) a token and an OAuth code hold, and for how long a card can be changed.
TOKEN, CODE, CHANGE = 7200, 300, 72 * 3600
PER_MINUTE, PER_HOUR, PER_ACCOUNT_A_DAY, ROBOT_PER_MINUTE = 30, 1000, 200, 20


@dataclass(slots=True, kw_only=True)
class Shown:
    """One message as a member sees it; ``card`` changes when it is updated."""

    kind: str
    content: Json
    task_id: str = ""
    changes: int = 0

    @property
    def text(self) -> str:
        """The words that it shows."""
        match self.kind:
            case "text":
                return str(self.content["content"])
            case "textcard":
                return f"{self.content['title']}\n{self.content['description']}"
            case _:
                title = self.content.get("main_title", {}).get("title", "")
                return f"{title}\n{self.content.get('sub_title_text', '')}".strip()

    @property
    def buttons(self) -> dict[str, Json]:
        """The buttons by their text."""
        return {each["text"]: each for each in self.content.get("button_list", ())}


@dataclass(slots=True)
class Company:
    """All that WeCom keeps. ``rates``: what is over them is dropped, or refused, as documented."""

    corp_id: str
    secret: str
    agent_id: int
    accounts: int = 100
    rates: bool = True
    monotonic: Callable[[], float] = time.monotonic
    members: set[str] = field(default_factory=set)
    chats: dict[str, list[Shown]] = field(default_factory=dict)
    group: list[str] = field(default_factory=list)
    #: Messages that were over a rate: taken, and never shown.
    dropped: Counter[str] = field(default_factory=Counter)
    tokens: dict[str, float] = field(default_factory=dict)
    tokens_asked: int = 0
    _codes: dict[str, tuple[str, float]] = field(default_factory=dict)
    _changes: dict[str, tuple[str, Shown, float]] = field(default_factory=dict)
    _sent: dict[str, deque[float]] = field(default_factory=dict)
    _same: dict[str, float] = field(default_factory=dict)
    _tasks: set[str] = field(default_factory=set)

    def join(self, user: str) -> None:
        """Make somebody a member who sees the application."""
        self.members.add(user)
        self.chats.setdefault(user, [])

    def token(self, corp_id: str, secret: str) -> Json:
        """``gettoken``: the same while it holds."""
        self.tokens_asked += 1
        if corp_id != self.corp_id:
            raise Refusal(40013, "invalid corpid")
        if secret != self.secret:
            raise Refusal(40001, "invalid credential")
        now = self.monotonic()
        for token, until in self.tokens.items():
            if until > now:
                return {"access_token": token, "expires_in": int(until - now)}
        made = secrets.token_urlsafe(32)
        self.tokens[made] = now + TOKEN
        return {"access_token": made, "expires_in": TOKEN}

    def bearer(self, token: str) -> None:
        """Check a token."""
        if not token:
            raise Refusal(41001, "access_token missing")
        until = self.tokens.get(token)
        if until is None:
            raise Refusal(40014, "invalid access_token")
        if until <= self.monotonic():
            raise Refusal(42001, "access_token expired")

    def send(self, message: Json, written: str) -> Json:
        """``message/send`` to one or several members; what is over a rate is dropped unsaid."""
        if message.get("agentid") != self.agent_id:
            raise Refusal(40056, "invalid agentid")
        check(message)
        wanted = [each for each in str(message.get("touser", "")).split("|") if each]
        known = [each for each in wanted if each in self.members]
        if not known:
            raise Refusal(81013, "user & party & tag all invalid")
        answer: Json = {"msgid": secrets.token_urlsafe(12)}
        if wanted != known:
            answer["invaliduser"] = "|".join(each for each in wanted if each not in known)
        now = self.monotonic()
        if message.get("enable_duplicate_check") == 1:
            if self._same.get(written, float("-inf")) > now - message.get(
                "duplicate_check_interval", 1800
            ):
                return answer
            self._same[written] = now
        content = message[message["msgtype"]]
        task = content.get("task_id", "")
        if task and task in self._tasks:
            raise Refusal(40058, "task_id was used before")
        self._tasks.add(task)
        for user in known:
            if self.rates and self._over(user, now):
                self.dropped[user] += 1
                continue
            shown = Shown(kind=message["msgtype"], content=content, task_id=task)
            self.chats[user].append(shown)
            if task:
                answer["response_code"] = self.change_code(user, shown)
        return answer

    def _over(self, user: str, now: float) -> bool:
        sent, all_sent = self._sent.setdefault(user, deque()), self._sent.setdefault("", deque())
        minute = sum(at > now - 60 for at in sent)
        hour = sum(at > now - 3600 for at in sent)
        day = sum(at > now - 86_400 for at in all_sent)
        if minute >= PER_MINUTE or hour >= PER_HOUR or day >= PER_ACCOUNT_A_DAY * self.accounts:
            return True
        sent.append(now)
        all_sent.append(now)
        return False

    def change_code(self, user: str, shown: Shown) -> str:
        """Make a code by which a member's card can be changed once."""
        code = secrets.token_urlsafe(24)
        self._changes[code] = (user, shown, self.monotonic() + CHANGE)
        return code

    def change(self, asked: Json) -> Json:
        """``message/update_template_card``."""
        if asked.get("agentid") != self.agent_id:
            raise Refusal(40056, "invalid agentid")
        user, shown, until = self._changes.pop(asked.get("response_code", ""), ("", None, 0.0))
        if shown is None or until <= self.monotonic():
            raise Refusal(40058, "response_code: used, unknown or too old")
        if asked.get("userids") != [user]:
            return {"invaliduser": asked.get("userids")}
        made: Json = asked.get("template_card") or {}
        card(made)
        shown.content = made
        shown.task_id = made.get("task_id", "")
        shown.changes += 1
        return {"invaliduser": []}

    def code_for(self, user: str) -> str:
        """What OAuth gives a browser in which a member is at home; a stranger's stands for nobody."""
        code = secrets.token_urlsafe(24)
        self._codes[code] = (user, self.monotonic() + CODE)
        return code

    def user_info(self, code: str) -> Json:
        """``auth/getuserinfo``: once for each code."""
        user, until = self._codes.pop(code, ("", 0.0))
        if until <= self.monotonic():
            raise Refusal(40029, "invalid code")
        if user not in self.members:
            return {"openid": f"o-{user}"}
        return {"userid": user}

    def post_to_group(self, message: Json) -> Json:
        """``webhook/send`` of a robot: refused when it is too much."""
        check(message)
        now, sent = self.monotonic(), self._sent.setdefault("robot/", deque())
        if self.rates and sum(at > now - 60 for at in sent) >= ROBOT_PER_MINUTE:
            raise Refusal(45009, "api freq out of limit")
        sent.append(now)
        self.group.append(str(message["text"]["content"]))
        return {}
