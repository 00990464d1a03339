"""Measures that take a running server: `make bench`."""
