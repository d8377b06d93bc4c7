"""Who may do what at the desk, and how they prove who they are."""
