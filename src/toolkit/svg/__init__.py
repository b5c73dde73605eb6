"""SVG documents, for every floor: trees, safe parsing, references, the contract of a laid-out SVG."""
