"""The rules of a community at the command line: show them, adopt others."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from council.cli.hall import command_hall, community_of, in_community, operate, stop
from council.cli.terminal import say_line
from council.kernel.refusals import Refusal
from council.kernel.screens.render import plain_text
from council.kernel.screens.translator import Translator
from council.rules.adopting import read_rules
from council.rules.commands import AdoptRules, RulesAdopted
from council.rules.profile import RuleProfile, written
from council.rules.records import Rules, rules_in_force
from council.wordings import render

rules_file = click.Path(exists=True, dir_okay=False, path_type=Path)
#: A file of rules is a few hundred lines at most.
_MOST_BYTES = 100_000


def own_text(file: Path) -> str:
    """Read a community's own rules from a file; a faulty one ends the command with its line."""
    try:
        content = file.read_bytes()
        text = content.decode("utf-8-sig")
    except OSError as error:
        stop(f"{file.name}: cannot be read ({error.strerror})")
    except UnicodeDecodeError:
        stop(f"{file.name}: not UTF-8; save the file as UTF-8")
    if len(content) > _MOST_BYTES:
        stop(f"{file.name}: longer than {_MOST_BYTES:,} bytes; is it a file of rules?")
    read = read_rules("own", profile="", text=text)
    if isinstance(read, Refusal):
        stop(f"{file.name}: {plain_text(render(read, Translator('en')).text, 500)}")
    return text


@click.command()
@click.option("--profile", metavar="NAME", help="Adopt a profile that ships with the program.")
@click.option("--file", type=rules_file, help="Adopt rules of one's own (TOML) that extend one.")
@click.option(
    "--chat-votes",
    metavar="CLAUSE",
    help="Let owners' binding votes be cast in chat, by this clause of the rules of procedure.",
)
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@in_community
def rules(
    profile: str | None,
    file: Path | None,
    chat_votes: str | None,
    community: str | None,
    *,
    dry_run: bool,
) -> None:
    """Show the rules that hold, or adopt others. Polls that are announced keep theirs."""
    if sum(each is not None for each in (profile, file, chat_votes)) > 1:
        stop("--profile, --file and --chat-votes: give one of them")
    # Rules that an earlier version took and this one does not are replaced by this command.
    with command_hall(any_rules=True) as app:
        at = community_of(app, community)
        if profile is None and file is None:
            now = app.bus.read_now(lambda tx: rules_in_force(tx, at))
            if chat_votes is None:
                for line in _told(now):
                    say_line(line)
                return
            text = _with_chat_votes(now, chat_votes)
        else:
            text = "" if file is None else own_text(file)
        done: RulesAdopted = operate(
            app, at, AdoptRules, profile=profile or "", text=text, dry_run=dry_run
        )
    for key, before, after in done.changes:
        say_line(f"{key}: {before or '-'} → {after or '-'}")
    if done.running:
        numbers = ", ".join(map(str, done.running))
        say_line(f"announced before, under the rules of their day: {numbers}")
    said = "would hold" if dry_run else "hold"
    say_line(f"rules of {done.profile.name} {said}; changes: {len(done.changes)}")


def _with_chat_votes(now: Rules, clause: str) -> str:
    """Write rules of one's own that differ from a shipped profile in this one thing."""
    if not clause.strip():
        stop("--chat-votes: empty; write the clause of your rules of procedure that allows it")
    if now.own:
        stop("--chat-votes: this community has rules of its own; add the lines there, use --file")
    cited = json.dumps(clause.strip(), ensure_ascii=False)
    lines = (
        f'extends = "{now.base}"',
        "",
        "[channels]",
        "platform_evote = true",
        f"citation = {cited}",
        "",
    )
    return "\n".join(lines)


def _told(rules: Rules) -> Iterator[str]:
    """The rules in lines: every value, then where the values are from."""
    profile: RuleProfile = rules.profile
    yield f"{profile.name} ({profile.law_version})"
    if rules.own:
        yield f"rules of one's own, extending {rules.base}"
    for key, each in written(profile).items():
        yield f"  {key} = {each or '-'}"
    for section, citation in profile.citations.items():
        yield f"  {section}: {citation}"
