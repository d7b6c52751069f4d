"""A batch: plan all cards, draw those that are missing or out of date, and report on each."""
