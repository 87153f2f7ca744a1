"""What every capability stands on: house, actor, event, validity, errors, requests answered once.

A closed list, meant to stay near two hundred lines. It knows no capability above it.
"""
