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
        "rankings": {"longest_days": (int, 1, 365), "usual_days": (int, 1, 365)},
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
        "floor": {"seconds": (int, 1, 1_000), "agenda_motions": (int, 1, 20)},
        "minutes": {"at_next_meeting": (bool, 0, 0), "draft_public": (bool, 0, 0)},
        "meetings": {
            "length_minutes": (int, 15, 600),
            "inform_minutes": (int, 1, 120),
            "discuss_minutes": (int, 1, 120),
            "decide_minutes": (int, 1, 120),
            "check_in_code": (bool, 0, 0),
        },
        "debate": {
            "second_required": (bool, 0, 0),
            "speech_seconds": (int, 30, 1_800),
            "speech_times": (int, 1, 10),
            "warning_seconds": (int, 0, 300),
            "alternate_sides": (bool, 0, 0),
            "new_speakers_first": (bool, 0, 0),
            "neutral_chair": (bool, 0, 0),
            "reconsider": (bool, 0, 0),
        },
        "answers": {"acknowledge_hours": (int, 1, 720), "answer_hours": (int, 1, 2_160)},
        "assisted": {"acts_of_one_helper": (int, 0, 1_000)},
        "statements": {
            "usual_days": (int, 1, 60),
            "longest_days": (int, 1, 60),
            "of_one_person": (int, 0, 20),
            "characters": (int, 20, 200),
            "smallest_group": (int, 3, 50),
            "shown_from": (int, 3, 1_000),
        },
        "channels": {"platform_evote": (bool, 0, 0), "official_only": (bool, 0, 0)},
    }
)
#: What rules that were kept before a key was known are read as.
BEFORE: Mapping[tuple[str, str], int | str] = MappingProxyType(
    {
        ("window", "answer_extension_working_days"): 7,
        ("rankings", "longest_days"): 60,
        ("rankings", "usual_days"): 7,
        ("rankings", "citation"): "D",
        ("floor", "seconds"): 10,
        ("floor", "agenda_motions"): 15,
        ("floor", "citation"): "D",
        ("minutes", "at_next_meeting"): False,
        ("minutes", "draft_public"): False,
        ("minutes", "citation"): "D",
        ("meetings", "length_minutes"): 120,
        ("meetings", "inform_minutes"): 5,
        ("meetings", "discuss_minutes"): 15,
        ("meetings", "decide_minutes"): 20,
        ("meetings", "check_in_code"): False,
        ("meetings", "citation"): "D",
        ("debate", "second_required"): True,
        ("debate", "speech_seconds"): 120,
        ("debate", "speech_times"): 2,
        ("debate", "warning_seconds"): 30,
        ("debate", "alternate_sides"): True,
        ("debate", "new_speakers_first"): True,
        ("debate", "neutral_chair"): True,
        ("debate", "reconsider"): False,
        ("debate", "citation"): "萝卜规则 / 南塘十三条",
        ("answers", "acknowledge_hours"): 24,
        ("answers", "answer_hours"): 48,
        ("answers", "citation"): "D",
        ("assisted", "acts_of_one_helper"): 30,
        ("assisted", "citation"): "D",
        ("statements", "usual_days"): 7,
        ("statements", "longest_days"): 30,
        ("statements", "of_one_person"): 3,
        ("statements", "characters"): 100,
        ("statements", "smallest_group"): 5,
        ("statements", "shown_from"): 10,
        ("statements", "citation"): "D",
    }
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
