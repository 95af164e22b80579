"""Votes at a meeting 会议表决: hands are counted, judged by the rules, corrected, fixed."""
