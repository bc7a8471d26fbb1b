"""Engines that evaluate a definition over facts. ``in_memory`` is exact and plain; others must agree with it."""
