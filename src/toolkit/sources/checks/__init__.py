"""Checks on what people wrote: texts, figures, languages that agree, events."""
