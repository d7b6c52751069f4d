"""Turn a scene into pixels (`raster.paint`) and pixels into a PNG file (`png.encode_png`)."""
