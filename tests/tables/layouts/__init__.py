"""Tables as offices lay them out, each with the figures that a careful reader takes from it."""
