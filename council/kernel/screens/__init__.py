"""What a person is shown, as plain data that any channel can draw, and the words for it."""
