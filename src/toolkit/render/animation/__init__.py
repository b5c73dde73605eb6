"""Moving versions: frames, transitions, GIF, APNG and MP4."""
