from django.contrib.auth.hashers import Argon2PasswordHasher


class CountingHasher(Argon2PasswordHasher):
    """The real one, made cheap, that counts how often it works: what an answer costs, without a clock."""

    time_cost, memory_cost, parallelism = 1, 8, 1
    worked: list[str] = []

    def encode(self, password, salt):
        self.worked.append("encode")
        return super().encode(password, salt)

    def verify(self, password, encoded):
        self.worked.append("verify")
        return super().verify(password, encoded)
