"""Tests of the room `wksbm.personal`."""
