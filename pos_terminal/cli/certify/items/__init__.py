"""What each item of the checklist does and what must hold then, by the checklist's own parts."""
