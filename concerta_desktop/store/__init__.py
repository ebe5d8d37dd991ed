"""How what is recorded is kept: cipher, operation log, tables made from the model, search, undo."""
