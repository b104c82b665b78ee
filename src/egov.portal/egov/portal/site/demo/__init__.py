"""Demo content: a fictional province, loaded from `profiles/demo` and taken away again.

`load` makes what is missing and has never been made, `remove` takes away what `load` made.
"""
