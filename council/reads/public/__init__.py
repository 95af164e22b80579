"""What anybody may see: read models of the public pages, gathered in few statements.

Nothing here tells who somebody is. Residents appear as "a resident", staff by their role.
"""
