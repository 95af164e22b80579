"""The ballot in the hand: pages that the chat opens, on which the holder acts as in the chat itself."""
