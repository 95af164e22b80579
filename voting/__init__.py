"""What a ballot is, how it is counted, and why anybody who counts again gets the same answer.

Pure: no database, no clock, no randomness, no floating point. Numbers are integers and
``fractions.Fraction``; text comes in as an argument and goes out as a value.

Where to read what:

``ballots``       a ranking (tie groups, best first), and the choices of a yes/no vote
``counts``        a number of ballots, whole or an exact fraction
``raw_ballots``   a ballot as filled in, with blank ranks, overvotes and repeats, and how it is read
``profile``       many ballots: identical ones once, with an integer weight
``packed``        the same for millions, a few bytes each
``parcels``, ``transfers``   ballots that move together, and what they are worth on the way
``methods``       one file per rule: definition, source, tie rule
``pairwise``, ``duels``, ``beatpaths``   who is preferred to whom, and the strongest chains of it
``grades``        ballots that give points, approval among them
``ties``          a tie is a result, not an accident
``outcome``       winners with the whole trace: rounds, matrix, paths, ties
``thresholds``    quorum and majority on heads and on area, by cross-multiplication
``ratification``  the owners' vote: heads from units, readings, what-ifs
``budget``        a participatory budget: projects, costs, and ballots that give them points
``voter_budgets`` what voters still have while equal shares spends it
``raise_bounds``  how far all purses may grow before something else is bought
``margins``       the fewest ballots that could have changed the winner, with proof
``formats``       PrefLib, BLT, Pabulib, ranked-1, cast vote records, roll and ballot tables
``options``       the options of a count, their names and values
``recount``       the second counter: one file of plain Python that shares no code with the rest
``tally``         the door: a file's text in, an outcome out, and the published JSON of it
"""
