"""Shoppers' requests on their way from kiosks to the terminals of the staff, and the answers back."""
