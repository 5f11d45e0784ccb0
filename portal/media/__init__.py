"""Pictures, films and files: their rows, their texts in each language, and where their bytes lie."""
