"""How the outlet list is doing: what it covers, and what in it is due to be looked at again."""
