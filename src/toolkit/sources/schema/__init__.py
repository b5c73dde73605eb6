"""What all source files share: models, messages, time zones."""
