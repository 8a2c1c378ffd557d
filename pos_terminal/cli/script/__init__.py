"""The script language: one terminal driven by JSON lines, through the same services as the screen."""
