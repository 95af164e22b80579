"""What spans all nouns: what needs somebody now, the front page, indicators, what anybody can check."""
