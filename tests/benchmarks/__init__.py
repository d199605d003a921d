"""How long things take: ``make bench`` prints it, nothing asserts it."""
