"""Signed papers 纸质选票: recorded, read again, corrected with a reason, never deleted."""
