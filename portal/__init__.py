"""Portal: a multilingual news portal whose language is the path and whose history is append-only."""
