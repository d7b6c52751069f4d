"""Text: Job → Blocks, and lines without a card. Knows no colour and no Pillow."""
