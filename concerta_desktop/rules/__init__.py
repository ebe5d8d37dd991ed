"""Pure decisions: no database, no window, no clock of their own."""
