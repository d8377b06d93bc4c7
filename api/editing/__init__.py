"""How the list changes: proposed, checked, reviewed, merged."""
