"""How mail leaves: a row in the act's transaction, then one by one from the scheduler's process."""
