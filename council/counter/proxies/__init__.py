"""Proxies 委托: a written authorisation for one vote, cast as instructed."""
