"""Services that come from elsewhere: a file of HSDS, or a provider's own spreadsheet.

An entry enters whole, or comes back with a sentence; nothing is guessed. Sending a file again adds nothing.
"""
