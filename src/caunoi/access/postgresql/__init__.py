"""Django's PostgreSQL, which tells the database who acts (`access.walls`)."""
