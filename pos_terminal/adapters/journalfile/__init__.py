"""The exported journal: a file that proves itself to whoever has the key, and most of it to everybody."""
