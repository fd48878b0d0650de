"""A server that answers like Kolada, Folkhälsodata and SCB, for the demo and for tests.

It is a process of its own on 127.0.0.1, reached only because a base address in the settings says
so: no reader knows that it exists. What it answers is of two kinds, never mixed in one series:
the real figures of an old extract (to 2022), and figures that are made up.
"""
