"""Where a quote's attribution may stand, a placement a file."""
