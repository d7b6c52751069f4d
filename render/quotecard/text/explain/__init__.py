"""Why lines ended where they did."""
