"""The staff's bot: python-telegram-bot."""
