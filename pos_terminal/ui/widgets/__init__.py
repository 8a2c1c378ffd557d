"""The terminal's own controls: touch-sized, plain text only, drawn from the look in force."""
