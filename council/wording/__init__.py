"""Outcomes, refusals and views become sentences, tables and buttons: plain data for any channel.

Importing the package registers every wording.
"""

from council.wording import (  # noqa: F401 - registers their wordings
    assisted,
    ballots,
    ballots_file,
    campaigns,
    codes,
    count_sheets,
    deliveries,
    desk_forms,
    follow_ups,
    forms,
    meetings,
    motions,
    needs,
    owners,
    people,
    polls,
    proposals,
    resolutions,
    roll,
    roll_units,
)
from council.wording.word import word

__all__ = ["word"]
