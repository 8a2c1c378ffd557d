"""Scales that hang on a line of their own, and are asked what they show."""
