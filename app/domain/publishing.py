"""What is shown to everybody before a person has looked at it; docs/evaluation.md says why."""

PUBLISHED_FROM = (
    0.75  # confidence; a record that was extracted with less waits for a reviewer as a suggestion
)
