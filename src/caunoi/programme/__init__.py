"""Pilot models of support and where they run: model × site × period × implementer. Targets and money come beside them.

It knows nothing of people or services. Its hardest rule: the official label of a target group belongs to a deployment, never to a person.
"""
