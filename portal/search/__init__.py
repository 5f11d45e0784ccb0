"""Finding stories: the protocol of an index, the languages' analysis, the query language, highlighting, backends."""
