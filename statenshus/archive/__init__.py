"""A whole house to one file and back: gathers each capability's own part.

Its words: *house file* (YAML, format 2); *part* (one of its lists, kept by the capability whose rows it
holds); *entry* (one thing in a list); *key* (how entries point to each other, and what addresses use);
*fault* (what is wrong in a file, where, and what is expected).

Its invariants: an import is whole or not at all, and tells every fault at once; a file only adds to a house,
and never changes what stands there; what was exported can be imported elsewhere and is equal. Accounts'
passwords and tokens for programs are secrets and are never in a file.
"""
