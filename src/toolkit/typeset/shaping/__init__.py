"""Runs of one font and script, shaped by HarfBuzz."""
