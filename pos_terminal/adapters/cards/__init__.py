"""Payment terminals, one protocol a module."""
