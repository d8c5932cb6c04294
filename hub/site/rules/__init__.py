"""The rules between the parts of a site file, one subject a module."""
