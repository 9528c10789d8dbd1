"""Signatures of PDFs: which hold, which do not, and that a hostile file costs one refusal."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest

from hatang.reporting import signatures
from hatang.reporting.rules.signing import (
    Signature,
    Verdict,
    as_data,
    from_data,
    may_be_signed,
    overall,
)
from hatang.reporting.signature_reader import signatures as read

from . import signing
from .signing import AT, appended, flipped, identity, leader, plain, root, signed, stranger


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the certificate that is trusted, and a file that is none."""
    folder = tmp_path_factory.mktemp("roots")
    (folder / "goc.crt").write_bytes(root().pem)
    (folder / "hong.pem").write_bytes(b"not a certificate")
    (folder / "ghi-chu.txt").write_text("Chứng thư gốc")
    return folder


@pytest.fixture(scope="module")
def good() -> bytes:
    """A report that its leader has signed."""
    return signed(plain(), leader())


def check(content: bytes, roots: Path) -> tuple[Verdict, list[Signature]]:
    found = read(BytesIO(content), roots, AT)
    return overall(found), found


def test_a_leader_whom_a_root_knows_is_trusted_and_named(good: bytes, roots: Path) -> None:
    verdict, (one,) = check(good, roots)
    assert verdict is Verdict.TRUSTED
    assert (one.name, one.organisation, one.issuer) == ("Người ký ví dụ", "Sở Xây dựng", "CA của ví dụ")
    assert one.covers_all
    assert one.claimed_at
    assert from_data(as_data([one])) == [one]


def test_without_roots_the_same_signature_is_of_somebody_unknown(good: bytes, tmp_path: Path) -> None:
    assert check(good, tmp_path)[0] is Verdict.UNKNOWN
    assert check(good, tmp_path / "missing")[0] is Verdict.UNKNOWN


def test_who_vouches_for_himself_is_unknown(roots: Path) -> None:
    assert check(signed(plain(), stranger()), roots)[0] is Verdict.UNKNOWN


def test_a_certificate_that_has_run_out_is_told_apart(roots: Path) -> None:
    past = identity("Hết hạn", by=root(), until=AT - timedelta(days=1))
    assert check(signed(plain(), past), roots)[0] is Verdict.EXPIRED


def test_one_byte_flipped_breaks_it(good: bytes, roots: Path) -> None:
    assert check(flipped(good), roots)[0] is Verdict.BROKEN


def test_words_added_after_signing_are_a_change(good: bytes, roots: Path) -> None:
    verdict, (one,) = check(appended(good), roots)
    assert (verdict, one.covers_all) == (Verdict.CHANGED, False)


def test_a_second_signature_is_no_change(good: bytes, roots: Path) -> None:
    seal = identity("Con dấu của Sở", by=root())
    verdict, found = check(signed(good, seal, field="Dau"), roots)
    assert verdict is Verdict.TRUSTED
    assert [(one.name, one.covers_all) for one in found] == [
        ("Người ký ví dụ", False),
        ("Con dấu của Sở", True),
    ]
    assert check(signed(good, stranger(), field="La"), roots)[0] is Verdict.UNKNOWN


def test_a_trusted_seal_over_all_answers_for_what_a_clerk_entered(good: bytes, roots: Path) -> None:
    entered = appended(good)
    seal = identity("Con dấu của Sở", by=root())
    assert check(signed(entered, seal, field="Dau"), roots)[0] is Verdict.TRUSTED
    assert check(signed(entered, stranger(), field="La"), roots)[0] is Verdict.CHANGED


def test_a_signature_of_nonsense_is_broken(good: bytes, roots: Path) -> None:
    start = good.index(b"/Contents <") + len(b"/Contents <")
    assert check(good[:start] + b"ab" * 60 + good[start + 120 :], roots)[0] is Verdict.BROKEN


def test_only_a_file_that_may_be_signed_needs_a_child(good: bytes) -> None:
    assert may_be_signed(good)
    assert may_be_signed(good.replace(b"/ByteRange", b"/#42yte#52ange"))
    assert not may_be_signed(plain())


def test_the_child_answers_and_garbage_ends_it_alone(good: bytes, roots: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(good)
    said = signatures.check_signatures(file, roots=roots, at=AT)
    assert (said.verdict, said.signatures[0].name) == (Verdict.TRUSTED, "Người ký ví dụ")
    file.write_bytes(b"%PDF-1.7\n/ByteRange [0 1 2 3]\n" + b"\x00<<" * 2_000_000)
    assert signatures.check_signatures(file, roots=roots, at=AT).verdict is Verdict.UNREADABLE


def test_who_costs_too_much_is_not_waited_for(
    good: bytes, roots: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(good)
    monkeypatch.setattr(signatures, "WAIT_SECONDS", 0.01)
    assert signatures.check_signatures(file, roots=roots, at=AT).verdict is Verdict.UNREADABLE


def test_nothing_signed_says_nothing(roots: Path) -> None:
    assert check(signing.plain(), roots) == (Verdict.NONE, [])
