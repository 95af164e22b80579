"""What can be asked of the council: commands, and the results they give."""
