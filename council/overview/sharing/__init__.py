"""Share cards 转给邻居: what is public about one thing, short enough to be forwarded.

The same card is a picture with a QR code, a text in a chat, and what other programs show of a link.
"""
