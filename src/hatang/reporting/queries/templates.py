"""Templates in use."""

from hatang.base import filestore
from hatang.reporting.models import PaperTemplate
from hatang.reporting.rules.paper_kinds import PaperKind


def template_in_use(kind: PaperKind) -> bytes | None:
    """The file of the template in use for a kind of document; None where it has the house's own layout."""
    used = PaperTemplate.objects.filter(kind=kind.value, retired_at__isnull=True).first()
    if used is None:
        return None
    with filestore.open_stored(used.file_sha256) as file:
        return file.read()
