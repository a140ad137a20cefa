"""Tables, one unit of work, the queue, migrations."""
