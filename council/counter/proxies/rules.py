"""Proxies 委托: a written authorisation for one motion, voted as instructed. Pure rules.

Civil Code 165 wants the proxy's name, the matter, the scope, the term and the owner's signature;
the matter is this motion, the term its close. The cap and whether the paper must say what to choose
are the community's rules: by ours whoever gathers proxies gathers no power to choose.
"""

from council.kernel.refusals import Refusal, refuse

#: What an authorisation may instruct; a spoilt instruction is none.
INSTRUCTIONS = ("agree", "oppose", "abstain")


def check_proxy(
    *,
    proxy: str,
    owner: str,
    is_owner: bool,
    about_manager: bool,
    of_manager: bool,
    represented: bool,
    records: bool,
) -> Refusal | None:
    """Refuse the owner themselves, the manager's people where it is about them, and a chain.

    ``records``: the proxy writes the authorisation down themselves, with nobody looking on.
    ``represented``: the proxy has a proxy of their own, or the owner is somebody's proxy.
    """
    if is_owner:
        return refuse("proxy.self", owner=owner)
    if records:
        return refuse("proxy.recorder", proxy=proxy)
    if about_manager and of_manager:
        return refuse("proxy.of_manager", proxy=proxy)
    if represented:
        return refuse("proxy.of_proxy", proxy=proxy, owner=owner)
    return None


def check_cap(*, proxy: str, heads: frozenset[str], head: str, most: int) -> Refusal | None:
    """Refuse a head more than one person may stand for; the same head again is no more.

    ``most``: the community's cap in one motion (Weifang: three owners); 0 = no proxies at all.
    """
    if most == 0:
        return refuse("proxy.none_here")
    if len(heads | {head}) > most:
        return refuse("proxy.too_many", proxy=proxy, most=most)
    return None


def check_instructed(*, instructed: bool, wanted: bool) -> Refusal | None:
    """Refuse a paper that leaves the choice to the proxy where the rules want an instruction."""
    return refuse("proxy.instruction") if wanted and not instructed else None


def read_instruction(choice: str) -> str | Refusal:
    """Read the instruction: agree, oppose or abstain."""
    return choice if choice in INSTRUCTIONS else refuse("proxy.instruction")
