"""Rules 规则: thresholds, time limits and legal classes, as data with their sources.

Profiles ship as TOML files (``profiles``); a community may adopt rules of procedure on top of one,
within what the law allows (``limits``). A poll keeps the rules that it was announced with.
"""
