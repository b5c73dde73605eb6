"""The advocacy toolkit: SVG designs and campaign copy in, finished and checked kits out."""

from importlib.metadata import version

__version__ = version("toolkit")
