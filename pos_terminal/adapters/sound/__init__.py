"""Sounds by the player that the system has."""
