"""The web hall, ``/hall``: the council's chat on a page, for whoever has no chat program.

The same screens, drawn from the same acts, forms and ballot sheets. It works without a script; with
one, presses go out beside the page, news come by themselves, and what is sent while the network is
away is kept and sent again.
"""
