"""Meetings 会议: series, agenda, attendance, votes at a meeting, minutes.

Planned by the facilitator, announced in time, held by the chair, minuted and approved. Agenda items
point at motions.
"""
