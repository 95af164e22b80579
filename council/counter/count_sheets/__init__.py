"""Count sheets 计票清册: the count of a ratification unit by unit, for the keepers of the roll."""
