"""The raster engines, one module and one library each."""
