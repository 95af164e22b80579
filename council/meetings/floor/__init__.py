"""The floor 议事现场: the deliberation of a running meeting, in chat and in the room.

The chair opens one motion at a time; hands are raised, speeches given by the clock, amendments
voted on before their motion, and the question is put: 赞成, then 反对. What happens is kept as
events that nobody changes; how the floor stands is what they add up to.
"""
