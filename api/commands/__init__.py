"""The commands of `masthead`, by who needs them. `api/cli.py` names them and loads the one that is asked for."""
