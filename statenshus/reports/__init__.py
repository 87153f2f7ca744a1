"""Reports made from the record: the status deck. Reads everything, writes nothing."""
