"""Receipt paper: one document as printer bytes, as a picture and as plain text, and the ways to a printer."""
