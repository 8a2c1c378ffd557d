"""Everything with a technology in it: one folder each, strangers to each other."""
