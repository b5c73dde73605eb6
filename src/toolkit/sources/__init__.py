"""Sources: what people write (campaigns, copy, designs, placements, brand, fonts), checked and frozen."""
