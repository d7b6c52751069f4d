"""The page stage: Job → Blocks → Scene. It places things in px, and does not handle font tables or PNG."""
