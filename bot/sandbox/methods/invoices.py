"""Invoices and Stars. No money moves: the person's side says "paid"."""

import secrets

from bot.sandbox.call import Call
from bot.sandbox.wire import Json, bad_request

STARS = "XTR"


def send_invoice(call: Call) -> Json:
    invoice = _invoice(call)
    message = call.post(call.writable_chat(), {"invoice": invoice})
    call.world.invoice_payloads[call.bot.id, message["chat"]["id"], message["message_id"]] = str(
        call.params["payload"]
    )
    return message


def create_invoice_link(call: Call) -> str:
    _invoice(call)
    return f"https://t.me/$sandbox-{secrets.token_urlsafe(12)}"


def answer_pre_checkout_query(call: Call) -> bool:
    agreed = bool(call.params["ok"])
    reason = call.text("error_message")
    if not agreed and not reason:
        raise bad_request("error message must be non-empty")
    query = call.world.close_query(call.bot, str(call.params["pre_checkout_query_id"]))
    if query.chat is None:
        return True
    if not agreed:
        call.world.toast(call.bot, query.chat, {"text": reason, "show_alert": True})
        return True
    charge = secrets.token_hex(12)
    payment: Json = {
        "currency": query.payload["currency"],
        "total_amount": query.payload["total_amount"],
        "invoice_payload": query.payload["invoice_payload"],
        "telegram_payment_charge_id": charge,
        "provider_payment_charge_id": "" if query.payload["currency"] == STARS else charge,
    }
    if payment["currency"] == STARS:
        call.bot.stars.append(
            {
                "id": charge,
                "amount": payment["total_amount"],
                "date": call.world.clock.now(),
                "source": {
                    "type": "user",
                    "transaction_type": "invoice_payment",
                    "user": query.payload["from"],
                    "invoice_payload": payment["invoice_payload"],
                },
            }
        )
    call.world.person_writes(query.chat, query.person_id, {"successful_payment": payment})
    return True


def get_my_star_balance(call: Call) -> Json:
    income = sum(row["amount"] for row in call.bot.stars if "source" in row)
    refunds = sum(row["amount"] for row in call.bot.stars if "receiver" in row)
    return {"amount": income - refunds}


def get_star_transactions(call: Call) -> Json:
    offset = int(call.params.get("offset") or 0)
    limit = int(call.params.get("limit") or 100)
    return {"transactions": call.bot.stars[offset : offset + limit]}


def refund_star_payment(call: Call) -> bool:
    charge = str(call.params["telegram_payment_charge_id"])
    rows = [row for row in call.bot.stars if row["id"] == charge]
    paid = next((row for row in rows if "source" in row), None)
    if paid is None or paid["source"]["user"]["id"] != int(call.params["user_id"]):
        raise bad_request("CHARGE_NOT_FOUND")
    if any("receiver" in row for row in rows):
        raise bad_request("CHARGE_ALREADY_REFUNDED")
    call.bot.stars.append(
        {
            "id": charge,
            "amount": paid["amount"],
            "date": call.world.clock.now(),
            "receiver": paid["source"],
        }
    )
    return True


def _invoice(call: Call) -> Json:
    limits = call.limits
    currency = call.text("currency")
    title, description = call.text("title"), call.text("description")
    if not 1 <= len(title) <= limits.invoice_title:
        raise bad_request("invoice title is invalid")
    if not 1 <= len(description) <= limits.invoice_description:
        raise bad_request("invoice description is invalid")
    if not 1 <= len(call.text("payload").encode()) <= limits.invoice_payload:
        raise bad_request("INVOICE_PAYLOAD_INVALID")
    prices: list[Json] = call.params["prices"]
    if currency == STARS and (call.text("provider_token") or len(prices) != 1):
        raise bad_request("STARS_INVOICE_INVALID")
    if currency != STARS and not call.text("provider_token"):
        raise bad_request("PAYMENT_PROVIDER_INVALID")
    total = sum(int(price["amount"]) for price in prices)
    if total <= 0:
        raise bad_request("CURRENCY_TOTAL_AMOUNT_INVALID")
    return {
        "title": title,
        "description": description,
        "start_parameter": call.text("start_parameter"),
        "currency": currency,
        "total_amount": total,
    }


METHODS = {
    "sendInvoice": send_invoice,
    "createInvoiceLink": create_invoice_link,
    "answerPreCheckoutQuery": answer_pre_checkout_query,
    "getMyStarBalance": get_my_star_balance,
    "getStarTransactions": get_star_transactions,
    "refundStarPayment": refund_star_payment,
}
