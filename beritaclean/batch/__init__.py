"""Batches: many inputs, each written to a target of its own, and an account of every one of them.

`sources` finds the inputs and `names` reads what their names say, `plan` holds them with their targets and
refuses two that would write one, `resume` finds in the `manifest` what is done already, `pages`
cleans one of them in a process of its own, `outcomes` says what became of it, and `run` brings these
together.
"""
