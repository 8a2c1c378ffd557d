"""The acceptance checklist of the platform's interface, run against a platform with the evidence written down."""
