"""The gallery: every widget of the screens in every state it can be in, to be looked at together."""
