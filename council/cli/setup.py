"""Setting a community up: communities, residents, roles, join codes."""

import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO
from zoneinfo import ZoneInfo

import click

from council.cli.hall import command_hall, community_of, in_community, operate, stop
from council.cli.opening import FILE, read_table_file, refusing, tell_reading
from council.cli.rules import own_text, rules, rules_file
from council.cli.terminal import say_line, say_lines
from council.demo.clock import begin_clock
from council.kernel.app import App
from council.kernel.private_files import open_private
from council.kernel.refusals import Refusal
from council.kernel.screens.translator import Translator
from council.kernel.texts import clean_line
from council.people.codes_screens import codes_csv, slips_page
from council.people.commands import (
    CodesIssued,
    GrantRole,
    ImportResidents,
    IssueCodes,
    ResidentsImported,
    RevokeRole,
    RoleChanged,
    UnbindResident,
    Unbound,
)
from council.people.residents_file import read_residents
from council.rules.founding import create_community
from council.rules.rulebook import NATIONAL, base_of, rulebook
from voting.formats.table import BOM

_USERNAME = re.compile(r"(?:(?:https?://)?t\.me/|@)?([A-Za-z][A-Za-z0-9_]{4,31})/?")


@click.group()
def community() -> None:
    """Found communities."""


@community.command()
@click.argument("slug")
@click.option("--name", required=True, help="The name that people read, e.g. 和悦家园.")
@click.option("--profile", default=NATIONAL, show_default=True, help="Whose rules hold there.")
@click.option("--rules", "own", type=rules_file, help="Its own rules, which extend a profile.")
@click.option("--demo", is_flag=True, help="Mark its data as 模拟 and let its clock be moved.")
@click.option(
    "--clock",
    type=click.DateTime(["%Y-%m-%dT%H:%M"]),
    help="With --demo, in an empty database: begin at this local time.",
)
def create(
    slug: str, name: str, *, profile: str, own: Path | None, demo: bool, clock: datetime | None
) -> None:
    """Found a community."""
    if clock is not None and not demo:
        stop("--clock: only with --demo; a real community lives by the real clock")
    if not slug.replace("-", "").isalnum() or not slug.isascii() or slug != slug.lower():
        stop(f"SLUG {slug!r}: use a-z, 0-9 and hyphens")
    name = clean_line(name)
    if not name:
        stop("--name: empty; write the name that people read")
    if own is None and profile not in rulebook():
        stop(f"--profile {profile}: there is no such profile; use one of: {' '.join(rulebook())}")
    text = own_text(own) if own is not None else ""
    with command_hall() as app:
        if clock is not None:
            _begin_clock(app, clock)
        made = app.bus.submit_run(
            lambda tx: create_community(
                tx,
                slug=slug,
                name=name,
                locale=app.settings.locale,
                timezone=app.settings.timezone,
                profile=base_of(text) if text else profile,
                own_rules=text,
                demo=demo,
            )
        ).result()
        if isinstance(made, Refusal):
            stop(f"there is a community {slug} already; choose another slug", 1)
    say_line(f"community {slug} ({name}) created")


community.add_command(rules)


def _begin_clock(app: App, local: datetime) -> None:
    at = int(local.replace(tzinfo=ZoneInfo(app.settings.timezone)).timestamp())
    if not app.bus.submit_run(lambda tx: begin_clock(tx, at)).result():
        stop("--clock: the database is not empty; choose a new one")
    app.clock.demo = True


@click.group()
def residents() -> None:
    """The list of residents."""


@residents.command("import")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@in_community
def import_residents(file: Path, community: str | None, *, dry_run: bool) -> None:
    """Add or change residents from a CSV or XLSX file: ref,name,unit,adult,owner_key,locale."""
    content = read_table_file(file)
    with refusing():
        table = read_residents(content, file=file.name)
    tell_reading(table.notes, table.unknown_columns)
    with command_hall() as app:
        done: ResidentsImported = operate(
            app,
            community_of(app, community),
            ImportResidents,
            lines=table.lines,
            dry_run=dry_run,
        )
    said = "would be " if dry_run else ""
    say_line(
        f"residents: {said}{done.added} added, {done.changed} changed, {done.unchanged} unchanged"
    )


@residents.command()
@click.argument("ref")
@in_community
def unbind(ref: str, community: str | None) -> None:
    """Free the line REF from the account that holds it (a slip in a stranger's hands)."""
    with command_hall() as app:
        done: Unbound = operate(app, community_of(app, community), UnbindResident, ref=ref)
    say_line(f"{done.ref} {done.name}: {done.accounts} account(s) unbound; issue a new code")


@click.group()
def role() -> None:
    """Roles of residents."""


@role.command()
@click.argument("ref")
@click.argument("name", metavar="ROLE")
@in_community
def grant(ref: str, name: str, community: str | None) -> None:
    """Give the resident REF a ROLE (facilitator, chair, manager, treasurer, …)."""
    with command_hall() as app:
        done: RoleChanged = operate(
            app, community_of(app, community), GrantRole, ref=ref, role=name
        )
    say_line(f"{done.ref} {done.name}: {done.role}")


@role.command()
@click.argument("ref")
@click.argument("name", metavar="ROLE")
@in_community
def revoke(ref: str, name: str, community: str | None) -> None:
    """Take a ROLE from the resident REF; it acts at once."""
    with command_hall() as app:
        done: RoleChanged = operate(
            app, community_of(app, community), RevokeRole, ref=ref, role=name
        )
    say_line(f"{done.ref} {done.name}: no longer {done.role}")


@click.group()
def codes() -> None:
    """Join codes."""


@codes.command()
@click.option(
    "--csv",
    "csv_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write ref,code,link here.",
)
@click.option(
    "--slips",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write printable slips with QR codes (HTML) here.",
)
@click.option("--bot", default="", metavar="USERNAME", help="The residents' bot, for the links.")
@click.option("--ref", "refs", multiple=True, help="Only for this roll line (may be repeated).")
@in_community
def issue(
    csv_file: Path | None,
    slips: Path | None,
    bot: str,
    refs: tuple[str, ...],
    community: str | None,
) -> None:
    """Issue join codes to everybody who has not joined. They are shown only now."""
    bot = _username(bot)
    files = {"--csv": csv_file, "--slips": slips}
    # New codes replace the old ones: a file that cannot be written must be known before.
    with _opened({option: path for option, path in files.items() if path}) as opened:
        with command_hall() as app:
            site = app.settings.web_url if app.clock.demo else app.settings.public_url
            if slips is not None and not bot and not site:
                stop(
                    "--slips: add --bot USERNAME, or set YISHI_PUBLIC_URL for the web hall; without"
                    " either the QR codes on the slips lead nowhere"
                )
            say = Translator(app.settings.locale, app.settings.timezone, site=site)
            issued: CodesIssued = operate(app, community_of(app, community), IssueCodes, refs=refs)
            texts = {"--csv": codes_csv(issued, bot, say)}
            if slips is not None:
                texts["--slips"] = slips_page(issued, bot, say)
        try:
            for option, file in opened.items():
                _fill(file, (BOM if option == "--csv" else "") + texts[option])
        except OSError as error:
            say_lines(texts["--csv"].rstrip("\n"))
            stop(f"{file.name}: {error.strerror}; the codes are shown here instead, keep them")
    if csv_file is None:
        say_lines(texts["--csv"].rstrip("\n"))
    else:
        say_line(f"{len(issued.codes)} codes written to {csv_file}")


@contextmanager
def _opened(paths: Mapping[str, Path]) -> Iterator[dict[str, IO[str]]]:
    """Open files to be filled later; what stands in them stays until then.

    One that cannot be opened ends the command. Those made here are gone again if it ends early.
    """
    made: list[Path] = []
    opened: dict[str, IO[str]] = {}
    with ExitStack() as stack:
        try:
            for option, path in paths.items():
                try:
                    new = not path.exists()  # a name may be too long even to look for
                    opened[option] = stack.enter_context(open_private(path))
                    made += [path] if new else []
                except OSError as error:
                    stop(
                        f"{option} {path}: cannot be written ({error.strerror});"
                        " no codes were issued, choose another place"
                    )
            yield opened
        except BaseException:
            for path in made:
                if path.is_file() and not path.stat().st_size:
                    path.unlink()
            raise


def _fill(file: IO[str], text: str) -> None:
    if file.seekable():
        file.truncate(0)
    file.write(text)
    file.flush()


def _username(typed: str) -> str:
    """The username of a bot, also as people copy it: @name, https://t.me/name."""
    found = _USERNAME.fullmatch(typed.strip())
    if typed and not found:
        stop(
            f"--bot {typed}: no bot's username; write it as @BotFather shows it,"
            " 5 to 32 letters, digits or _, as heyue_bot"
        )
    return found[1] if found else ""
