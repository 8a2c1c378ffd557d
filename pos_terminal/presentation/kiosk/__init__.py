"""Self-checkout: what shoppers see and do at a kiosk."""
