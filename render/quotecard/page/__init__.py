"""Page: Job + Blocks → Scene. Places things in px; knows no font tables and no PNG."""
