"""Readings of home: the house on a day, its log, the persons of a demonstration."""
