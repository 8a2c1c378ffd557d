"""Receipt layouts: a shop's templates, in a small markup, become documents without naming a printer."""
