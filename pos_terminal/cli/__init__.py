"""The command line: one module a command, each builds what it needs through `pos_terminal.app`."""
