"""Scene → pixels → PNG: `raster.paint` and `png.encode`."""
