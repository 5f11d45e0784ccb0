"""News from and for others: formats of the trade, read and written."""
