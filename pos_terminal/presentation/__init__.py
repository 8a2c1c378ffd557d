"""What each screen shows and does, without any toolkit: frozen states, presenters, and screens as protocols."""
