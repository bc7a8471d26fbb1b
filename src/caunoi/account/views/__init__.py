"""The door itself, the second step, and what somebody keeps of her own account."""

NOT_RIGHT = 422
