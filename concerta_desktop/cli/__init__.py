"""The `concerta` command: the same services as the window, without one."""
