"""What other people's data says of outlets and their owners, brought beside our records for a person to decide.

An importer never writes a record: `formats` read a file into statements, `proposing` compares them with the list, and what comes
of it is a candidate, which `masthead review` walks through.
"""
