"""Smaller files of a card: the same pixels with more patience, or fewer shades where a limit asks for it."""
def smaller(*a,**k): raise NotImplementedError
