"""The coach's day: Today, events of every kind, what is looked up before a visit, what is due and the route."""
