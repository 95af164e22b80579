"""How the parts of a running program stand: signs of life, and what an operator said of the clock."""
