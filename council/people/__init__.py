"""People: communities, the residents on their list, chat accounts, roles, join codes, settings.

A resident stands on the list before they come; a code from a slip joins their chat account to their
line. The operator founds the community and gives roles; everybody changes their own settings, and
leaves when they like.
"""
