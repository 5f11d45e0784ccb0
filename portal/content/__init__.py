"""Stories, their editions in each language, and the append-only revisions behind them."""
