"""What was found, as pages to look at; a page asks nothing of the network."""
