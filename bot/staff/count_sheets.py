"""Count sheets 计票清册 in the staff bot: sent as documents to those who keep the roll."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.staff.documents import sent
from bot.staff.routes import Handler, StaffContext, pressed_number
from council.commands.count_sheets import TakeCountSheet
from council.domain.refusals import Refusal
from council.reads.count_sheets import count_of
from council.wording.count_sheets import files_of

#: Of the files of a count, those for people; the whole folder is the operator's to write.
SENT = ("count-sheet.csv", "official.csv")


async def send_sheet(update: Update, context: StaffContext) -> None:
    """Log that the sheet was taken, send its files, then say what they are.

    A repeated press sends them again: the log has each.
    """
    visit, number = context.visit, pressed_number(update)
    if number is None:
        context.reply(visit.refuse("press.unknown"))
        return
    taken = await visit.hall.desk.ask(
        TakeCountSheet(actor=visit.account, cause=visit.cause, poll=number)
    )
    if not isinstance(taken, Refusal):
        who = visit.person
        count = await visit.hall.desk.read(lambda tx: count_of(tx, who, number))
        if isinstance(count, Refusal):
            context.reply(visit.word(count))
            return
        files = files_of(count, visit.say)
        for name in SENT:
            file_name = f"poll-{number}-{name}"
            if not await sent(context, name=file_name, content=files[name].encode()):
                context.reply(visit.refuse("poll.sheet_not_sent"))
                return
    context.reply(visit.word(taken))


def routes() -> list[Handler]:
    """Routes of this noun."""
    return [CallbackQueryHandler(send_sheet, pattern=r"^poll[.]inspect(:|$)")]
