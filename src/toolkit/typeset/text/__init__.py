"""Text made ready for setting: spaces, cases, punctuation."""
