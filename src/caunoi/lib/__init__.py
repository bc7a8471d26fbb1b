"""Ground that every package stands on: who acts, periods, Vietnamese text, ids.

It knows no word of the domain and imports nothing of ours.
"""
