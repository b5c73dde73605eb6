"""The folder of finished kits: room for unfinished files, a journal of what moves, and all kits or none."""
