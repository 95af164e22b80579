"""The web hall's own: who is signed in on which device, and what each has been shown.

A chat program keeps its people's messages and knows their devices; the web hall is a channel of our
own, so both are rows here. Its accounts are rows of ``accounts`` like any channel's (``web``).
"""
