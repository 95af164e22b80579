"""The residents' bot: aiogram."""
