"""Files that others have written, read with care."""
