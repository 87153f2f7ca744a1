"""Wiring: the only package that knows every capability."""
