"""Counting over many cases: how often each problem, action and rule, by any answer."""
