"""Answers to taps, inline queries and Mini Apps; each can be given once."""

import secrets

from bot.sandbox.call import Call
from bot.sandbox.wire import Json, bad_request

INLINE_RESULTS = 50


def answer_callback_query(call: Call) -> bool:
    text = call.text("text")
    if len(text) > call.limits.toast:
        raise bad_request("MESSAGE_TOO_LONG")
    query = call.world.close_query(call.bot, str(call.params.get("callback_query_id") or ""))
    url = call.text("url")
    if query.chat is not None:
        toast: Json = {"text": text, "show_alert": bool(call.params.get("show_alert"))}
        if url:
            toast["url"] = url
        if text or url:
            call.world.toast(call.bot, query.chat, toast)
        else:
            # Nothing is shown, but the button's loading mark ends.
            call.world.show(call.bot, query.chat, "toast", toast)
        query.chat.wake()
    call.world.wake()
    return True


def answer_inline_query(call: Call) -> bool:
    results = call.params["results"]
    if len(results) > INLINE_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    identifiers = [str(result["id"]) for result in results]
    if len(set(identifiers)) != len(identifiers):
        raise bad_request("RESULT_ID_DUPLICATE")
    query = call.world.close_query(call.bot, str(call.params["inline_query_id"]))
    call.world.events.emit(
        "inline_results", {"results": results}, person=query.person_id, bot=call.bot.username
    )
    call.world.wake()
    return True


def answer_web_app_query(call: Call) -> Json:
    query = call.world.close_query(call.bot, str(call.params["web_app_query_id"]))
    result = call.params["result"]
    content = result.get("input_message_content") or {}
    if query.chat is not None and content.get("message_text"):
        call.post(query.chat, {"text": str(content["message_text"]), "via_bot": call.bot.user})
    return {"inline_message_id": secrets.token_urlsafe(12)}


def save_prepared_inline_message(call: Call) -> Json:
    if int(call.params["user_id"]) not in call.world.people:
        raise bad_request("user not found")
    return {
        "id": secrets.token_urlsafe(12),
        "expiration_date": call.world.clock.now() + 3600,
    }


METHODS = {
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
    "answerWebAppQuery": answer_web_app_query,
    "savePreparedInlineMessage": save_prepared_inline_message,
}
