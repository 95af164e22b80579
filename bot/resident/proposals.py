"""Proposals 提案 in the residents' bot."""

from aiogram import Router
from aiogram.filters import Command, CommandObject, or_f
from aiogram.types import CallbackQuery, Message

from bot.resident.filters import Key, Pressed
from bot.visit import Visit
from council.commands import proposals as commands
from council.commands.forms import StartForm
from council.domain.numbers import read_number
from council.reads.proposals import ask_withdraw, list_proposals, show_proposal
from council.wording.presses import Press
from council.wording.screen import Screen


async def propose(event: Message | CallbackQuery, visit: Visit) -> Screen:
    """Begin a proposal, or go on with the half-written one."""
    return await visit.ask(StartForm, form="proposal", subject="new")


async def browse(message: Message, visit: Visit, command: CommandObject | None = None) -> Screen:
    """``/proposals`` lists; ``/proposals 12`` shows one."""
    number = read_number((command.args if command else None) or "")
    if number is not None:
        return await visit.show(lambda tx, who: show_proposal(tx, who, number))
    return await visit.show(lambda tx, who: list_proposals(tx, who, 1))


async def turn_page(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
    """A page of the list."""
    page = press.number(0) or 1
    return await visit.show(lambda tx, who: list_proposals(tx, who, page))


async def show(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
    """One proposal."""
    number = press.number(0)
    if number is None:
        return visit.refuse("press.unknown")
    return await visit.show(lambda tx, who: show_proposal(tx, who, number))


async def second_by_command(message: Message, visit: Visit, command: CommandObject) -> Screen:
    """``/second 12``."""
    number = read_number(command.args or "")
    if number is None:
        return visit.refuse("proposal.number_needed")
    return await visit.ask(commands.SecondProposal, number=number)


async def second(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
    """Second a neighbour's proposal."""
    number = press.number(0)
    if number is None:
        return visit.refuse("press.unknown")
    return await visit.ask(commands.SecondProposal, number=number)


async def follow(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
    """Be told what becomes of it."""
    number = press.number(0)
    if number is None:
        return visit.refuse("press.unknown")
    return await visit.ask(commands.FollowProposal, number=number)


async def unfollow(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
    """Be told no more."""
    number = press.number(0)
    if number is None:
        return visit.refuse("press.unknown")
    return await visit.ask(commands.UnfollowProposal, number=number)


async def confirm_withdraw(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
    """Withdrawing is asked twice."""
    number = press.number(0)
    if number is None:
        return visit.refuse("press.unknown")
    return await visit.show(lambda tx, who: ask_withdraw(tx, who, number))


async def withdraw(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
    """Take one's own proposal back."""
    number = press.number(0)
    if number is None:
        return visit.refuse("press.unknown")
    return await visit.ask(commands.WithdrawProposal, number=number)


async def answer_merge(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
    """Agree to a merge, or not."""
    number, into, answer = press.number(0), press.number(1), press.number(2)
    if number is None or into is None or answer not in {0, 1}:
        return visit.refuse("press.unknown")
    return await visit.ask(commands.AnswerMerge, number=number, into=into, agree=answer == 1)


def router() -> Router:
    """Routes of this noun."""
    made = Router(name="proposals")
    made.message.register(propose, or_f(Command("propose"), Key("propose")))
    made.message.register(browse, or_f(Command("proposals"), Key("proposals")))
    made.message.register(second_by_command, Command("second"))
    made.callback_query.register(propose, Pressed("propose"))
    made.callback_query.register(turn_page, Pressed("proposals"))
    made.callback_query.register(show, Pressed("proposal.show"))
    made.callback_query.register(second, Pressed("proposal.second"))
    made.callback_query.register(follow, Pressed("proposal.follow"))
    made.callback_query.register(unfollow, Pressed("proposal.unfollow"))
    made.callback_query.register(confirm_withdraw, Pressed("proposal.withdraw"))
    made.callback_query.register(withdraw, Pressed("proposal.withdrawn"))
    made.callback_query.register(answer_merge, Pressed("proposal.merge"))
    return made
