"""What every noun needs and none owns.

Values and refusals, money and dates, the record (``database``), who is who (``directory``), the
command bus (``bus``), forms, screens, the outbox, the ticker. The kernel knows no noun: what a house
has for everybody (its use cases, forms, words, what falls due) is handed in by ``council.app``.
"""
