"""What the programme counts: one file per part of the work, each a tuple of definitions that a reader can check."""
