"""What people do with house files: one function an act."""
