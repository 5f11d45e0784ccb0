"""The demonstration content: a believable coalition site in all four languages, written for this project."""
