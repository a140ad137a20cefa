"""What `bruis texts check` looks at: whether the words are whole, and whether they can be said."""
