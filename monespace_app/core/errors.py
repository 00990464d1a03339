"""Refusals a person can read. Each carries a French sentence; none carries what was typed."""


class DomainError(Exception):
    """A refusal whose `sentence` may be shown as it is."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotFound(DomainError):
    """The object does not exist for this caller: another patient's is not « interdit », it is « introuvable »."""

    def __init__(self, sentence: str = "Cet élément est introuvable.") -> None:
        super().__init__(sentence)


class Denied(DomainError):
    """The caller has no such right (lock 2)."""

    def __init__(self, sentence: str = "Cette action n'est pas possible depuis cet espace.") -> None:
        super().__init__(sentence)


class Invalid(DomainError):
    """One field is wrong; `field` names it so that the sentence is shown beside it."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class Conflict(DomainError):
    """Somebody else changed the same thing meanwhile: nothing was overwritten."""


class TooManyTries(DomainError):
    """A limit on guesses was reached; `retry_at_text` says when to come back."""


TRY_AGAIN = (
    "Le service est momentanément indisponible\u00a0: rien n'a été enregistré. Réessayez dans un instant."
)


class TemporaryTrouble(DomainError):
    """The service could not do it now (database busy, disk full): nothing was saved; trying again is right."""

    def __init__(self, sentence: str = TRY_AGAIN) -> None:
        super().__init__(sentence)
