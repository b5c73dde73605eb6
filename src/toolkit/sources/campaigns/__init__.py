"""Campaigns: what campaign.toml and the copy files say."""
