"""The advocacy toolkit: SVG designs and campaign copy in, finished and checked kits out."""


def __getattr__(name: str) -> str:
    """Look up `__version__` when it is asked for: reading what is installed takes longer than `--help`."""
    if name != "__version__":
        raise AttributeError(f"module 'toolkit' has no attribute '{name}'")
    from importlib.metadata import version  # noqa: PLC0415  see above

    return version("toolkit")
