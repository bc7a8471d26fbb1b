"""The demo world, the component page, and how tests choose their database; not for production.

It may import everything and nothing may import it, but for the demo command.
Its hardest rule: nobody in it exists, and it is filled through the actions that people use.
"""
