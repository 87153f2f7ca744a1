"""Minutes as page, PDF and Word: one document of blocks, told in three ways."""
