"""Speech of the system."""
