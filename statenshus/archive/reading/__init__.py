"""From a house file to entries: loads it, upgrades it, and tells every fault."""
