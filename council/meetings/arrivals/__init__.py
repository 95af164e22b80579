"""Who comes to a meeting and for whom: seats and waiting list, parties, substitutes, codes, leaving."""
