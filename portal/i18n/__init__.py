"""Languages: what is true of each, how a reader's is chosen, and how dates, numbers, lists and names are written."""
