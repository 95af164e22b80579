import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError

from bot.sandbox.world import Unfit


@pytest.fixture
def group_id(sandbox, resident):
    return sandbox.add_group("三栋", bots=["hall_bot", "staff_bot"], people=[resident.id])


@pytest.fixture
def member(sandbox, resident, group_id):
    return sandbox.side(resident.id, "hall_bot", group_id=group_id)


async def test_every_bot_of_the_group_hears_its_people(hall, staff, member, group_id):
    member.text("大家好")

    (mine,) = await hall.get_updates()
    (theirs,) = await staff.get_updates()

    assert (mine.message.text, mine.message.chat.id) == ("大家好", group_id)
    assert theirs.message.chat.title == "三栋"


async def test_members_are_counted_named_and_told_apart(hall, sandbox, member, group_id):
    sandbox.add_person("李", id=701)

    inside = await hall.get_chat_member(group_id, 700)
    outside = await hall.get_chat_member(group_id, 701)
    chat = await hall.get_chat(group_id)

    assert (inside.status, outside.status) == ("member", "left")
    assert (chat.title, await hall.get_chat_member_count(group_id)) == ("三栋", 3)
    with pytest.raises(TelegramBadRequest, match="user not found"):
        await hall.get_chat_member(group_id, 4711)


async def test_joining_and_leaving_is_told_to_who_asks(hall, sandbox, group_id):
    neighbour = sandbox.side(sandbox.add_person("李", id=701).id, "hall_bot", group_id=group_id)
    neighbour.bot.queue.allow(["chat_member", "message"])

    neighbour.join()
    neighbour.leave()
    updates = await hall.get_updates()

    assert [update.event_type for update in updates] == [
        "message",
        "chat_member",
        "message",
        "chat_member",
    ]
    with pytest.raises(Unfit):
        neighbour.leave()


async def test_a_request_to_join_is_approved_once(hall, sandbox, group_id):
    neighbour = sandbox.side(sandbox.add_person("李", id=701).id, "hall_bot", group_id=group_id)
    neighbour.ask_to_join()
    (update,) = await hall.get_updates()

    await hall.approve_chat_join_request(group_id, update.chat_join_request.from_user.id)
    with pytest.raises(TelegramBadRequest, match="HIDE_REQUESTER_MISSING"):
        await hall.decline_chat_join_request(group_id, 701)

    assert neighbour.chat.person_ids == {700, 701}


async def test_a_bot_that_left_cannot_write_any_more(hall, group_id):
    link = await hall.create_chat_invite_link(group_id, creates_join_request=True)
    topic = await hall.create_forum_topic(group_id, "电梯")
    sent = await hall.send_message(group_id, "在", message_thread_id=topic.message_thread_id)
    await hall.leave_chat(group_id)

    with pytest.raises(TelegramForbiddenError) as caught:
        await hall.send_message(group_id, "x")

    assert link.creates_join_request is True
    assert sent.is_topic_message is True
    assert caught.value.message == "Forbidden: bot was kicked from the supergroup chat"
