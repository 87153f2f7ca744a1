"""A whole house to one file and back: gathers each capability's own part."""
