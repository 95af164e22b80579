"""The English of every fault, by subject: key → what is wrong, what to do about it.

It is the message that stands in for a missing translation.
"""

from collections.abc import Mapping

from voting.formats.fault_texts import (
    ballot_files,
    bank_statements,
    budgets,
    files,
    opinions,
    options,
    ownership,
    power_list,
)

TEXTS: Mapping[str, tuple[str, str]] = {
    **files.TEXTS,
    **ballot_files.TEXTS,
    **bank_statements.TEXTS,
    **budgets.TEXTS,
    **opinions.TEXTS,
    **options.TEXTS,
    **ownership.TEXTS,
    **power_list.TEXTS,
}
