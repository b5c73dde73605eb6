"""Finished files become things people download: captions, alt texts, manifests, kits, checked kits."""
