"""Show one quote: `quotecard preview`, `explain` and `sheet`."""
