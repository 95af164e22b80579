"""WeCom 企业微信: a self-built application as one more channel, and a group's robot.

What comes in is verified and decrypted (``crypto``, ``envelope``), lies in the inbox before it is
acknowledged, and is answered by the tables that every channel shares (``receiver``). What goes out
is a card (``cards``), by a client that keeps its token (``api``) and the documented rates
(``pace``), as the outbox's transport (``transport``). One application serves both sides: the key of
a card's button says which.
"""
