"""What a file of rules may say: its sections and keys, with the type and bounds of each."""

from collections.abc import Mapping
from types import MappingProxyType

#: Section → key → (type, least, most) of a number; of a word or a yes/no only the type.
SECTIONS: Mapping[str, Mapping[str, tuple[type, int, int]]] = MappingProxyType(
    {
        "notice": {"clear_days": (int, 0, 90), "extraordinary_clear_days": (int, 0, 90)},
        "window": {
            "shortest_days": (int, 1, 365),
            "longest_days": (int, 1, 365),
            "usual_days": (int, 1, 365),
            "longest_extension_days": (int, 0, 365),
            "answer_extension_working_days": (int, 0, 30),
        },
        "publication": {
            "within_days": (int, 1, 90),
            "posted_days": (int, 1, 365),
            "challenge_years": (int, 1, 10),
            "retention_years": (int, 1, 100),
        },
        "silence": {
            "policy": (str, 0, 0),
            "clause_reference": (str, 0, 0),
            "posting_delivers": (bool, 0, 0),
        },
        "proxies": {"cap": (int, 0, 100), "instruction": (bool, 0, 0)},
        "roll": {"parking_counts": (bool, 0, 0)},
        "channels": {"platform_evote": (bool, 0, 0), "official_only": (bool, 0, 0)},
    }
)
#: What rules that were kept before a key was known are read as.
BEFORE: Mapping[tuple[str, str], int] = MappingProxyType(
    {("window", "answer_extension_working_days"): 7}
)
TOP = {"law_version": str, "extends": str}
ROW_KEYS = {
    "electorate": str,
    "counting": str,
    "participation": str,
    "or_electorate": str,
    "or_participation": str,
    "or_else_electorate": str,
    "or_else_participation": str,
    "approval": str,
    "citation": str,
    "law_version": str,
    "for_motions": bool,
    "provisional": bool,
    "notice_days": int,
}
