"""Assisted acts 线下代办: recorded by one, confirmed by another, overturned by whose act it is."""
