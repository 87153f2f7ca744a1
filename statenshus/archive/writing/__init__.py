"""From entries to rows, and from rows to the text of a house file."""
