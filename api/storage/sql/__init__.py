"""The desk's database: SQLite in a file by default, PostgreSQL by DATABASE_URL. How it is kept: docs/adr/0005-one-history.md."""
