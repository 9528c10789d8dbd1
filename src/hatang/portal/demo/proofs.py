"""Evidence files of the example: what an agency would add to the plan it issued, marked as an example."""

import io
from datetime import datetime

from docx import Document

from hatang.accounts.models import User
from hatang.notices.actions import add_evidence
from hatang.notices.models import Evidence
from hatang.notices.subjects import subject_of
from hatang.portal.demo.headway import DIGITAL, at_hour
from hatang.programme.models import Obligation

# Numbers of the plans that agencies issued, and of those that tasks 5.1 and 5.2 asked for.
ISSUED = [
    ("VI.1.a", "snnmt", "38/KH-UBND"),
    ("VI.1.a", "sgddt", "52/KH-SGDĐT"),
    ("VI.1.a", "stp", "71/KH-STP"),
    ("VI.1.a", "svhttdl", "02/KH-SVHTTDL"),
    ("VI.1.a", "sxd", "14/KH-SXD"),
    ("PL2.5.1", "skhcn", "86/KH-UBND"),
    ("PL2.5.2", "skhcn", "87/KH-UBND"),
]


def load_proofs(*, by: User, at: datetime) -> None:
    """Add a page in place of each plan that was issued, on its day; work with a file keeps what it has."""
    owed = Obligation.objects.filter(task__plan__version__files__name=DIGITAL, done_on__isnull=False)
    for path, code, number in ISSUED:
        one = owed.filter(task__path=path, unit__code=code).select_related("unit", "task__plan").first()
        if one is None or one.done_on is None:
            continue
        subject = subject_of("obligation", one)
        if Evidence.objects.filter(**subject.columns).exists():
            continue
        page = _page(number)
        add_evidence(
            subject=subject,
            file=page,
            n_bytes=len(page.getvalue()),
            name=f"vi-du-{number.replace('/', '-').lower()}.docx",
            note=f"Dữ liệu ví dụ: trang thay cho {number}",
            by=by,
            at=min(at, at_hour(one.done_on, 17)),
        )


def _page(number: str) -> io.BytesIO:
    document, file = Document(), io.BytesIO()
    document.add_paragraph("DỮ LIỆU VÍ DỤ")
    document.add_paragraph(f"Trang này thay cho văn bản {number}; không có giá trị pháp lý.")
    document.save(file)
    file.seek(0)
    return file
