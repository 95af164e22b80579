"""What may be wrong with a file of a participatory budget: what, remedy."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "budget.amount_malformed": (
        "{name} should be an amount, not {text}",
        "write digits, with a point before decimals, and no sign",
    ),
    "budget.column_missing": (
        "the column {name} is missing",
        "add it to the section's first line",
    ),
    "budget.free": ("project {text} costs nothing", "give it a cost, or take it out of the vote"),
    "budget.key_twice": (
        "{name} stands already on line {other}",
        "keep one of the two",
    ),
    "budget.over_limit": (
        "the vote comes to {found}, but {name} is {limit}",
        "correct the vote or {name}",
    ),
    "budget.voter_twice": (
        "voter {text} has voted already on line {other}",
        "keep one line for each voter, or correct the number",
    ),
    "budget.section_twice": ("the section {name} stands twice", "join the two"),
    "budget.meta_missing": ("META does not say {name}", "add a line {name};…"),
    "budget.named_twice": ("the vote names {text} twice", "name every project once"),
    "budget.no_projects": ("there are no projects", "name at least one"),
    "budget.no_section": ("{text} stands before the first section", "begin with the line META"),
    "budget.points_differ": (
        "the vote names {projects} projects and gives points to {found}",
        "give points to each, separated by commas",
    ),
    "budget.project_id": (
        "{text} is not a project's id",
        "give every project an id without a comma",
    ),
    "budget.same_id": (
        "project {text} stands already on line {other}",
        "give every project one line and an id of its own",
    ),
    "budget.section_missing": (
        "the section {name} is missing",
        "add the line {name} and its rows",
    ),
    "budget.too_long": (
        "the vote names {found} projects, more than the {limit} it may",
        "shorten the vote, or correct max_length or vote_type",
    ),
    "budget.too_many_projects": (
        "{count} projects are more than {limit}",
        "check that every line of the section is a project",
    ),
    "budget.unknown_project": (
        "project {text} is not on the list",
        "use one of the ids in PROJECTS",
    ),
}
