"""Votes in Telegram's own polls."""

from bot.sandbox.wire import Json
from bot.sandbox.world import Unfit, World


def vote(world: World, poll_id: str, person_id: int, options: list[int]) -> None:
    """Count a vote in a Telegram poll; who voted is told only when it is not anonymous."""
    poll = world.polls[poll_id]
    if poll["is_closed"]:
        raise Unfit("the poll is closed")
    if any(not 0 <= option < len(poll["options"]) for option in options):
        raise Unfit("no such option")
    if len(options) > 1 and not poll["allows_multiple_answers"]:
        raise Unfit("this poll takes one answer")
    votes = world.poll_votes[poll_id]
    votes.pop(person_id, None)
    if options:
        votes[person_id] = options
    counted = [
        {**option, "voter_count": sum(index in chosen for chosen in votes.values())}
        for index, option in enumerate(poll["options"])
    ]
    poll = {**poll, "options": counted, "total_voter_count": len(votes)}
    world.polls[poll_id] = poll
    bot, chat, number = world.poll_homes[poll_id]
    chat.messages[number] = {**chat.messages[number], "poll": poll}
    world.show(bot, chat, "edit", chat.messages[number])
    key = ("poll", int(poll_id))
    if not poll["is_anonymous"]:
        answer: Json = {
            "poll_id": poll_id,
            "user": world.people[person_id].user(),
            "option_ids": options,
            "option_persistent_ids": [counted[option]["persistent_id"] for option in options],
        }
        world.push(bot, "poll_answer", answer, key=key, chat_id=chat.id)
    world.push(bot, "poll", poll, key=key, chat_id=chat.id)
