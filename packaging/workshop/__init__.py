"""The tools that set the program up, check it and lock what it stands on; standard library only."""
