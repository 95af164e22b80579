"""What can be looked at, and how people get there: presses, typed commands, big keys.

One table a noun; ``registry`` collects them with the buttons of the acts.
"""
