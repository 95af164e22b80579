"""Searching what anybody may see, in Chinese and in words of letters.

A text is cut into pieces (``rules.py``): overlapping pairs of characters where words are not
parted by blanks, whole words elsewhere. The pieces are kept in an index that the database itself
offers (``index.py``). What the index says is never shown: each hit is read anew from the public
record, so that nothing that was withdrawn is found.
"""
