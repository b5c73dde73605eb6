"""What a workspace has beside campaigns: brand, designs, placements, fonts, strings, partners."""
