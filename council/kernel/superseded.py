"""The error of a process that must give way; light, since the command line knows it at start."""


class Superseded(Exception):
    """Another process serves what this one was to serve: this one ends, and says which."""


#: The exit code of a process that gave way. A supervisor must not start it again.
EXIT_CODE = 4
