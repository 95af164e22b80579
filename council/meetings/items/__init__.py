"""What stands on an agenda 议程: in which order, for how long, of which kind, by whom, with what."""
