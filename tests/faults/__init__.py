"""What goes wrong on purpose: after it nothing is lost, nothing is wrong, and what may have come twice is counted.

`make faults` runs all of it; what is marked `slow` is not part of `make test`.
"""
