"""From annotations to a model: convert, train, fit the arbiter, compare, promote, and choose what to annotate next."""
