"""The counter in the street 线下代办台: papers, files of ballots, and acts for people without a phone.

A clerk records what is on paper or said in front of them; a second person confirms; whose act it is,
is told at once and can say that it was not theirs.
"""
