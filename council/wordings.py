"""Outcomes, refusals and views become sentences, tables and buttons: plain data for any channel.

Importing the package registers every wording.
"""

from council.campaigns import screens as campaigns  # noqa: F401 - registers their wordings
from council.counter import screens as desk_forms  # noqa: F401 - registers their wordings
from council.counter.assisted import screens as assisted  # noqa: F401 - registers their wordings
from council.counter.ballot_files import screens as ballots_file  # noqa: F401 - registers their wordings
from council.counter.count_sheets import screens as count_sheets  # noqa: F401 - registers their wordings
from council.counter.deliveries import screens as deliveries  # noqa: F401 - registers their wordings
from council.counter.follow_ups import screens as follow_ups  # noqa: F401 - registers their wordings
from council.kernel.forms import screens as forms  # noqa: F401 - registers their wordings
from council.kernel.screens.render import word
from council.meetings import screens as meetings  # noqa: F401 - registers their wordings
from council.motions import screens as motions  # noqa: F401 - registers their wordings
from council.overview import screens as needs  # noqa: F401 - registers their wordings
from council.people import codes_screens as codes  # noqa: F401 - registers their wordings
from council.polls import screens as polls  # noqa: F401 - registers their wordings
from council.polls.ballots import screens as ballots  # noqa: F401 - registers their wordings
from council.proposals import screens as proposals  # noqa: F401 - registers their wordings
from council.resolutions import screens as resolutions  # noqa: F401 - registers their wordings
from council.roll import screens as roll  # noqa: F401 - registers their wordings
from council.roll.owners import screens as owners  # noqa: F401 - registers their wordings

__all__ = ["word"]
