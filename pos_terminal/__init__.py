"""A touch-screen point-of-sale terminal."""

__version__ = "0.1.0"
