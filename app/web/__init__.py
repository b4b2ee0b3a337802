"""Routes: parse, call one query, store or pipeline function, render."""
