"""Fuzzing led by coverage: the cleaner and the extractor on mutated articles in four languages, by atheris."""
