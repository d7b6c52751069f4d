"""Commands of the program that stand on their own, and options that several share."""
