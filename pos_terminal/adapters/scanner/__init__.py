"""Scanners that hang on a line of their own; what types like a keyboard is heard by the window."""
