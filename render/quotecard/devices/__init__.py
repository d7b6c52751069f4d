"""What a theme may be decorated with, a device a file."""
