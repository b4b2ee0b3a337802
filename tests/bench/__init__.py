"""`make bench`: how fast extraction is, and that its time grows with the length of a text and no faster."""
