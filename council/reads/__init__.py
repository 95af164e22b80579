"""Read models: what pages, bots and notices show, gathered in a few statements."""
