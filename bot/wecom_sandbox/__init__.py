"""A WeCom of our own: a server that answers as its documents say, and members who press and write.

It knows nothing of the council, nor of ``bot.wecom``: what it signs and encrypts it does by its own
reading of the documents, so that a mistake of one is not the mistake of both.
"""
