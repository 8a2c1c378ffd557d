"""Half a year of a real shop's invoices, rung up one after the other at a terminal."""
