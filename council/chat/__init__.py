"""What every channel shares in which people talk with the council: a visit, a press, a message.

A channel finds out who is there (an account of its own) and gives what they pressed, wrote or sent;
the screen it gets back it draws as it can. What a press or a message does is looked up in the
tables of acts, views and forms, so a channel needs no line for a verb.
"""
