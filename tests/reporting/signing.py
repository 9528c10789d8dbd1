"""Real keys, certificates and signed PDFs for the tests of signatures."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from io import BytesIO
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.keys.pemder import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore
from reportlab.pdfgen.canvas import Canvas

# Everything that a key may be for (RFC 5280, 4.2.1.3).
_USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)
AT = datetime.fromisoformat("2026-06-01T08:00+07:00")


@dataclass(frozen=True)
class Identity:
    """A key with its certificate, and the certificate that vouches for it."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    issuer: x509.Certificate

    @property
    def pem(self) -> bytes:
        """The certificate as a file."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)


def identity(
    name: str, *, by: Identity | None = None, until: datetime = AT + timedelta(days=900)
) -> Identity:
    """A person of an agency, or who vouches for persons when nobody vouches for it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Sở Xây dựng"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
    usage = dict.fromkeys(_USAGES, False)
    usage |= {"digital_signature": True} if by else {"key_cert_sign": True, "crl_sign": True}
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(AT - timedelta(days=900))
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
    )
    certificate = made.sign(by.key if by else key, hashes.SHA256())
    return Identity(key, certificate, by.certificate if by else certificate)


@cache
def root() -> Identity:
    """Whom the tests trust."""
    return identity("CA của ví dụ")


@cache
def leader() -> Identity:
    """A leader whom the root knows."""
    return identity("Người ký ví dụ", by=root())


@cache
def stranger() -> Identity:
    """Somebody who vouches for himself."""
    return identity("Người lạ")


def plain() -> bytes:
    """A report of one page, unsigned."""
    file = BytesIO()
    page = Canvas(file)
    page.drawString(72, 760, "Bao cao (vi du)")
    page.save()
    return file.getvalue()


def signed(content: bytes, who: Identity, *, field: str = "Ky1") -> bytes:
    """A PDF with one more signature."""
    signer = signers.SimpleSigner(
        signing_cert=_certificate(who.certificate),
        signing_key=load_private_key_from_pemder_data(_key(who), None),
        cert_registry=_store(who),
    )
    writer = IncrementalPdfFileWriter(BytesIO(content))
    fields.append_signature_field(writer, fields.SigFieldSpec(field))
    meta = signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256")
    return bytes(signers.sign_pdf(writer, meta, signer=signer).getvalue())


def appended(content: bytes) -> bytes:
    """A PDF to which somebody has added words by an incremental update."""
    writer = IncrementalPdfFileWriter(BytesIO(content))
    words = writer.add_object(_stream(b"BT /F1 40 Tf 72 400 Td (100 tram 5G) Tj ET"))
    writer.add_stream_to_page(0, words)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def flipped(content: bytes) -> bytes:
    """A PDF of which one byte on its page is another one."""
    place = content.index(b"/MediaBox") + len(b"/MediaBox [ 0 0 ")
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def _stream(data: bytes) -> Any:
    return StreamObject(stream_data=data)


def _certificate(one: x509.Certificate) -> Any:
    return next(iter(load_certs_from_pemder_data(one.public_bytes(serialization.Encoding.PEM))))


def _store(who: Identity) -> Any:
    store = SimpleCertificateStore()
    store.register_multiple([_certificate(who.issuer)])
    return store


def _key(who: Identity) -> bytes:
    kind = serialization.PrivateFormat.PKCS8
    return who.key.private_bytes(serialization.Encoding.PEM, kind, serialization.NoEncryption())
