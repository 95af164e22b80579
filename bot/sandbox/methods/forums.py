"""Topics of a group."""

from bot.sandbox.call import Call
from bot.sandbox.wire import Json, bad_request

COLOUR = 7322096


def create_forum_topic(call: Call) -> Json:
    chat = call.chat()
    if chat.is_private:
        raise bad_request("the chat is not a forum")
    name = call.text("name")
    if not 1 <= len(name) <= call.limits.topic_name:
        raise bad_request("TOPIC_TITLE_EMPTY" if not name else "topic name is too long")
    colour = int(call.params.get("icon_color") or COLOUR)
    topic = chat.take_message_id()
    chat.topics[topic] = name
    return {"message_thread_id": topic, "name": name, "icon_color": colour}


METHODS = {"createForumTopic": create_forum_topic}
