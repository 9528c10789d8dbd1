"""Keys made for one use, with which the example signs its PDFs; nobody else's certificate is copied."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.keys.pemder import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

_Store: Any = SimpleCertificateStore
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
    name: str, organisation: str, *, since: datetime, until: datetime, by: Identity | None = None
) -> Identity:
    """A person of an agency, or who vouches for persons when nobody vouches for it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
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
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
    )
    certificate = made.sign(by.key if by else key, hashes.SHA256())
    return Identity(key, certificate, by.certificate if by else certificate)


def signed(content: bytes, who: Identity, *, field: str = "Ky1") -> bytes:
    """A PDF with one more signature."""
    store: Any = _Store()
    store.register_multiple([_certificate(who.issuer)])
    signer = signers.SimpleSigner(
        signing_cert=_certificate(who.certificate),
        signing_key=load_private_key_from_pemder_data(_key(who), None),
        cert_registry=store,
    )
    writer = IncrementalPdfFileWriter(BytesIO(content))
    fields.append_signature_field(writer, fields.SigFieldSpec(field))
    meta = signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256")
    return bytes(signers.sign_pdf(writer, meta, signer=signer).getvalue())


def _certificate(one: x509.Certificate) -> Any:
    return next(iter(load_certs_from_pemder_data(one.public_bytes(serialization.Encoding.PEM))))


def _key(who: Identity) -> bytes:
    kind = serialization.PrivateFormat.PKCS8
    return who.key.private_bytes(serialization.Encoding.PEM, kind, serialization.NoEncryption())
