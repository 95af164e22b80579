"""The Bot API's methods, one file per noun."""
