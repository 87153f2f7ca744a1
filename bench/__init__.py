"""Speed, in one run: each thing the house does beside the same thing done bare. python -m bench

Wall-clock medians on a shared machine say little alone; what counts is the ratio within a run, where
ours and the bare one take turns.
"""
