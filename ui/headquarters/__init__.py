"""The sections of a headquarters: what arrived, what to decide, who may deliver, the national picture."""
