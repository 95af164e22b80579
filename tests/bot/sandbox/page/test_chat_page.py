"""The chat page in a real browser: what a person sees and does, from Start to photo."""

import base64

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TOO_SMALL = """buttons => buttons
    .filter(one => one.offsetParent && Math.min(one.offsetWidth, one.offsetHeight) < 44)
    .map(one => `${one.className} ${one.offsetWidth} x ${one.offsetHeight}`)"""
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg=="
)


def phone(page, person: int = 501):
    return page.locator(f'.phone[data-person="{person}"]')


async def started(page, person: int = 501):
    """The phone of `person` after Start was pressed and the bot has greeted."""
    one = phone(page, person)
    await one.get_by_role("button", name="开始", exact=True).click()
    await one.get_by_text("您好").wait_for()
    return one


async def say(one, text: str) -> None:
    await one.locator("textarea").fill(text)
    await one.locator("textarea").press("Enter")


async def test_pinned_people_are_open_side_by_side_and_marked_as_a_simulation(open_page):
    page = await open_page()

    await phone(page, 502).get_by_role("button", name="开始", exact=True).wait_for()

    assert await page.locator(".owner h2").all_inner_texts() == ["张阿姨", "李建国"]
    assert await page.locator(".sim-badge").inner_text() == "模拟"
    assert page.url.endswith("#phones=501@echo_bot,502@echo_bot")


async def test_start_greets_and_texts_and_quick_buttons_are_answered_in_their_own_phone(open_page):
    page = await open_page()
    one = await started(page)

    await say(one, "南门漏雨")
    await one.get_by_text("听到：南门漏雨").wait_for()
    await one.get_by_role("button", name="我的", exact=True).click()
    await one.get_by_text("听到：我的").wait_for()
    await one.get_by_role("button", name="收起按钮").click()

    assert await one.locator(".out .text").count() == 3
    assert not await one.get_by_role("button", name="帮助").is_visible()
    assert await phone(page, 502).locator(".row:not(.typing)").count() == 0


async def test_an_invitation_in_the_address_starts_the_bot_and_a_block_can_be_lifted(open_page):
    page = await open_page("?start=JOIN42&person=502&bot=echo_bot")
    one = phone(page, 502)
    await one.get_by_role("button", name="开始（JOIN42）").click()
    await one.get_by_text("您好 JOIN42").wait_for()

    await one.get_by_role("button", name="聊天选项").click()
    await one.get_by_role("menuitem", name="屏蔽机器人").click()
    await one.get_by_role("button", name="解除屏蔽").click()
    await say(one, "又来了")
    await one.get_by_text("听到：又来了").wait_for()

    assert "JOIN42" not in page.url


async def test_taps_edit_the_message_in_place_and_keep_the_focus(open_page):
    page = await open_page()
    one = await started(page)
    await say(one, "/counter")
    await one.get_by_role("button", name="加一（0）").click()

    await one.get_by_role("button", name="加一（1）").press("Enter")
    await one.get_by_role("button", name="加一（2）").wait_for()

    assert await one.locator(".in .text").get_by_text("计数").count() == 1
    assert await one.locator(".edited").inner_text() == "已编辑"
    focused = await page.evaluate("document.activeElement.textContent")
    assert focused == "加一（2）"


async def test_an_edit_far_up_does_not_move_what_is_being_read(open_page, sandbox):
    page = await open_page()
    one = await started(page)
    side = sandbox.side(501, "echo_bot")
    await say(one, "/counter")
    await one.get_by_role("button", name="加一（0）").wait_for()
    for number in range(30):
        side.text(f"第 {number} 句")
    await one.get_by_text("听到：第 29 句").wait_for()
    log = one.locator(".log")
    await log.evaluate("log => log.scrollTop = log.scrollHeight / 2")
    await page.wait_for_timeout(100)
    line = one.locator(".row").filter(has_text="听到：第 15 句")
    before = await line.evaluate("row => row.getBoundingClientRect().top")

    side.tap(data="plus:0")
    await one.get_by_text("计数 1").wait_for(state="attached")

    assert abs(await line.evaluate("row => row.getBoundingClientRect().top") - before) < 2


async def test_a_tap_shows_its_toast_and_an_alert_waits_for_ok(open_page):
    page = await open_page()
    one = await started(page)
    await say(one, "/counter")

    await one.get_by_role("button", name="提示").click()
    await one.locator(".toast").get_by_text("知道了").wait_for()
    await one.get_by_role("button", name="警告").click()
    await one.get_by_role("alertdialog").get_by_text("请注意").wait_for()
    await one.get_by_role("button", name="好", exact=True).click()

    assert await one.get_by_role("alertdialog").count() == 0
    assert await one.locator('[aria-busy="true"]').count() == 0


async def test_commands_are_offered_after_a_slash_and_in_the_menu(open_page):
    page = await open_page()
    one = await started(page)

    await one.locator("textarea").press_sequentially("/co")
    await one.get_by_role("option", name="/counter 计数器").wait_for()
    await one.locator("textarea").press("ArrowDown")
    await one.locator("textarea").press("Enter")
    await one.get_by_text("计数 0").wait_for()
    await one.get_by_role("button", name="命令菜单").click()

    assert await one.locator(".command-panel .command-name").all_inner_texts() == [
        "/start",
        "/counter",
    ]


async def test_enter_does_not_send_while_chinese_is_being_composed(open_page):
    page = await open_page()
    one = await started(page)
    area = one.locator("textarea")
    await area.fill("nanmen")

    await area.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})
    await page.wait_for_timeout(200)
    still = await area.input_value()
    await area.press("Shift+Enter")

    assert still == "nanmen"
    assert await area.input_value() == "nanmen\n"


async def test_an_own_photo_goes_with_its_caption(open_page):
    page = await open_page()
    one = await started(page)
    await one.get_by_role("button", name="附件").click()
    async with page.expect_file_chooser() as choice:
        await one.get_by_role("menuitem", name="选照片").click()
    chooser = await choice.value
    await chooser.set_files({"name": "dot.png", "mimeType": "image/png", "buffer": DOT})

    await one.get_by_label("说明（可不填）").fill("漏水的墙")
    await one.get_by_role("dialog").get_by_role("button", name="发送").click()
    await one.get_by_text("收到照片").wait_for()

    assert (await one.locator(".has-photo .text").inner_text()).startswith("漏水的墙")
    await page.wait_for_function("document.querySelector('.photo img').naturalWidth > 0")


async def test_a_phone_screen_shows_one_chat_with_tabs_and_marks_the_unread(open_page, sandbox):
    page = await open_page(width=390, height=844)
    await started(page)
    side = sandbox.side(502, "echo_bot")

    side.start()
    await page.get_by_role("tab", name="李建国 · 回声 · 1 条未读").click()
    await phone(page, 502).get_by_text("您好").wait_for()

    assert not await phone(page, 501).is_visible()
    assert await page.get_by_role("tab", name="李建国 · 回声", exact=True).count() == 1
    assert await page.evaluate("document.documentElement.scrollWidth") == 390
    assert await page.locator("button:not(.command-link)").evaluate_all(TOO_SMALL) == []


async def test_a_person_is_found_among_a_thousand_and_opened(open_page, sandbox):
    for number in range(980):
        sandbox.add_person(first_name=f"居民{number:03d}")
    page = await open_page()

    await page.get_by_role("button", name="添加手机").click()
    await page.locator(".person").nth(59).wait_for()
    drawn = await page.locator(".person").count()
    await page.get_by_role("searchbox").fill("居民777")
    await page.locator(".person").get_by_text("居民777").wait_for()
    await page.get_by_role("searchbox").press("Enter")

    assert drawn == 60
    await page.locator(".owner h2").get_by_text("居民777").wait_for()


async def test_the_page_catches_up_after_the_connection_broke(open_page, sandbox):
    page = await open_page()
    one = await started(page)
    await page.context.set_offline(True)  # stops new connections; the next line ends the old one
    sandbox.world.events.hang_up()
    await page.get_by_text("连接断开，正在重连……").wait_for()
    side = sandbox.side(501, "echo_bot")

    side.text("断线时说的")
    await side.until(lambda now: now.messages[-1]["text"] == "听到：断线时说的", timeout=10)
    await page.context.set_offline(False)

    await page.get_by_text("已重新连接").wait_for()
    await one.get_by_text("听到：断线时说的").wait_for()
    assert await one.get_by_text("听到：断线时说的").count() == 1


async def test_the_page_speaks_english_and_switches_to_chinese(open_page):
    page = await open_page(locale="en-US")
    await phone(page).get_by_role("button", name="Start", exact=True).wait_for()

    await page.get_by_role("button", name="中文").click()

    await phone(page).get_by_role("button", name="开始", exact=True).wait_for()
    assert await page.evaluate("document.documentElement.lang") == "zh-CN"


async def test_entities_nest_and_count_utf16_units(open_page):
    page = await open_page()

    html = await page.evaluate("""async () => {
        const { formatted } = await import("./entities.js");
        const entities = [
            { type: "bold", offset: 2, length: 4 },
            { type: "italic", offset: 4, length: 2 },
            { type: "blockquote", offset: 7, length: 2 },
            { type: "not_yet_invented", offset: 10, length: 1 },
        ];
        const box = document.createElement("div");
        box.append(...formatted("😀粗体斜体\\n引用\\n完", entities, {}));
        return box.innerHTML;
    }""")

    assert html == "😀<strong>粗体<em>斜体</em></strong><blockquote>引用</blockquote>完"


async def test_markup_from_a_bot_stays_text_and_unsafe_links_are_not_followed(open_page, sandbox):
    page = await open_page()
    one = await started(page)

    await say(one, "<img src=x onerror=alert(1)> **x**")
    await one.get_by_text("听到：<img src=x onerror=alert(1)> **x**").wait_for()
    unsafe = await page.evaluate(
        "import('./entities.js').then(m => ['javascript:alert(1)', 'data:text/html,x', 'https://a.b'].map(m.safeUrl))"
    )

    assert await one.locator(".log img").count() == 0
    assert unsafe == [None, None, "https://a.b"]


async def test_what_the_host_suggests_opens_a_phone_and_sends_its_words(sandbox, open_page):
    told = {
        "intro": {"zh": "试试看", "en": "Try"},
        "suggestions": [
            {
                "who": {"zh": "李建国", "en": "Li"},
                "text": {"zh": "看看计数器", "en": "Look at the counter"},
                "person": 502,
                "bot": "echo_bot",
                "send": "/counter",
            }
        ],
    }

    sandbox.offer(guide="/told-by-the-host")
    page = await open_page()
    await page.route("**/told-by-the-host", lambda route: route.fulfill(json=told))
    await started(page, 502)

    await page.get_by_role("button", name="李建国 看看计数器").click()
    await phone(page, 502).get_by_text("计数 0").wait_for()
    small = await page.locator(".guide button").evaluate_all(TOO_SMALL)
    await page.get_by_role("button", name="收起或展开提示").click()

    assert small == []
    assert not await page.get_by_text("试试看").is_visible()


async def test_a_mini_app_opens_over_its_phone_with_launch_data_and_asks_to_be_closed(
    open_page, sandbox
):
    page = await open_page()
    one = await started(page)
    app = f"{sandbox.url}/icon.svg"
    markup = {"inline_keyboard": [[{"text": "排序", "web_app": {"url": app}}]]}
    sent = await page.request.post(
        f"{sandbox.url}/bot1001:AAA-echo/sendMessage",
        data={"chat_id": 501, "text": "请排一排", "reply_markup": markup},
    )
    assert sent.ok

    await one.get_by_role("button", name="排序（打开网页）").click()
    dialog = one.get_by_role("dialog", name="回声")
    await dialog.wait_for()
    address = await dialog.locator("iframe").get_attribute("src")
    frame = next(each for each in page.frames if each.url.startswith(app))
    await frame.evaluate(
        "parent.postMessage(JSON.stringify({ eventType: 'web_app_close', eventData: {} }), '*')"
    )
    await dialog.wait_for(state="detached")

    assert address.startswith(f"{app}#tgWebAppData=auth_date%3D")
