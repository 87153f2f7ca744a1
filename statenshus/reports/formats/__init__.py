"""The deck as files: PowerPoint, PDF and a web page."""
