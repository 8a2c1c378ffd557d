"""What the desk does, one class an activity; synchronous; raises `Refused`."""
