"""Packages that travel between a device and headquarters, and what each side does with them."""
