"""The files that people bring: catalogs and employees, as JSON or CSV."""
