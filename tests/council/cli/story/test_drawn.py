"""Somebody in the story reads the hall's pages as they read a chat."""

from council.cli.story.drawn import read_page

PAGE = """
<ol id="log" class="log" data-revision="7">
<li id="m1" class="said"><p class="text"><span class="unseen">您： </span>/vote 1</p></li>
<li id="m2" class="shown"><p class="text">选票 &lt;1&gt;</p>
<form method="post" action="/hall/act" class="buttons">
<input type="hidden" name="token" value="t0">
<div class="row"><button name="press" value="ballot.choose:1:0:x:agree">同意</button>
<a class="button" href="/polls/1">看网页</a></div>
<div class="row"><button name="press" value="home">返回</button></div>
</form>
<time class="small">今天</time></li>
<li id="m3" class="told"><p class="text">通知</p></li>
</ol>
<form id="keys"><button name="text" value="投票">投票</button></form>
"""


def test_messages_have_their_words_and_buttons_and_only_answers_count_as_such():
    page = read_page(PAGE)

    assert (page.token, page.revision) == ("t0", 7)
    assert page.messages == [
        message(1, "您： /vote 1", is_bot=False),
        message(
            2, "选票 <1>", ("同意", "ballot.choose:1:0:x:agree"), ("返回", "home"), is_bot=True
        ),
        message(3, "通知", is_bot=False),
    ]


def test_the_door_shows_no_log():
    page = read_page(
        '<main><input type="hidden" name="token" value="t1"><input name="text"></main>'
    )

    assert (page.token, page.revision, page.messages) == ("t1", 0, [])


def message(number: int, text: str, *buttons: tuple[str, str], is_bot: bool) -> dict[str, object]:
    rows = [[{"text": label, "callback_data": press}] for label, press in buttons]
    return {
        "message_id": number,
        "from": {"is_bot": is_bot},
        "text": text,
        "reply_markup": {"inline_keyboard": rows},
    }
