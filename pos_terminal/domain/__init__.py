"""The retail rules: pure values and decisions, with no clock, ids, I/O, Qt, SQL or HTTP."""
