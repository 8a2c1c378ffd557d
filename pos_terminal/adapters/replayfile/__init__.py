"""One sale as a file, to be gone through again anywhere."""
