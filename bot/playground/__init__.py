"""The whole coach on one machine: a strict local Bot API on loopback, and the chat page's JSON API."""
