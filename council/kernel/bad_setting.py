"""What is wrong with a setting, apart from the settings themselves.

The command line catches it around every command, and counting a file must not wait for pydantic.
"""


class BadSetting(Exception):
    """A setting, or a file of rules, that cannot be used; the message says which, why and the remedy."""
