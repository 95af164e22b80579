"""Pledges 认筹: a resident's word to give, until a receipt is made out."""
