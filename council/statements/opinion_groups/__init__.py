"""The picture of a collection: opinion groups, what they share, what divides them.

The method is the one that Polis publishes (docs/statements.md has sources, formulas and limits).
Pure: a matrix of answers in, a picture of whole numbers out; no clock, no chance, no names. Whoever
draws the same matrix again gets the same picture to the byte, whatever the order of its rows, on any
machine: fractions with their parts in square roots are computed by single operations of IEEE 754,
in a fixed order, and every sum that decides is a sum of whole numbers.

``matrix``          who answered what, in its one order
``projection``      two components of the answers, and where each participant stands
``structure``       whether there is more in the answers than chance would put there
``clusters``        k-means with fixed seeds, and the silhouette that chooses k
``representative``  which statements stand for a group
``picture``         what is told of all this, and how it is kept
``drawing``         the door: a matrix in, a picture out
"""
