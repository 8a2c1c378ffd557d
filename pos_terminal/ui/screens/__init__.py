"""The screens: each draws one state and forwards taps; none decides anything."""
