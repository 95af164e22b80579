"""The electorate: the roll of a poll, frozen at its announcement."""
