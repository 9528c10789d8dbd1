"""Citations mean one document by number, issuer and year; relations, what is missing, and lineage."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from hatang.accounts.models import User
from hatang.documents import queries
from hatang.documents.actions import mark_published
from hatang.documents.models import Citation, Document, Extraction
from hatang.territory.models import Area

pytestmark = pytest.mark.django_db

BN, BG = "Ủy ban nhân dân tỉnh Bắc Ninh", "Ủy ban nhân dân tỉnh Bắc Giang"


def cite(number: str, kind: str = "plan", on: str | None = None, issuer: str | None = None) -> dict[str, Any]:
    """A citation as the parser gives it."""
    return {"number": number, "kind": kind, "date": on, "issuer": issuer}


@pytest.fixture
def make(
    keep: Callable[..., Extraction], result: dict[str, Any], agencies: Any, office: User, at: datetime
) -> Callable[..., Document]:
    """Makes a document; it is published unless told otherwise."""

    def run(
        number: str, *cites: dict[str, Any], text: str = "", publish: bool = True, **info: Any
    ) -> Document:
        letter = {"number": number, "title": f"Văn bản {number}", "cites": list(cites), "place": None, **info}
        result["document"] = {**result["document"], **letter}
        version = keep(result, text or "Không nêu").version
        if publish:
            mark_published(version=version, by=office, at=at)
        return Document.objects.get(pk=version.document_id)

    return run


def cited_by(document: Document) -> list[Document | None]:
    return [one.cited for one in Citation.objects.filter(version__document=document).order_by("ordinal")]


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_same_number_of_another_issuer_or_year_is_another_document(make: Callable[..., Document]) -> None:
    here = make("17/KH-UBND", date="2025-03-03", issuer=BN)
    there = make("17/KH-UBND", date="2025-05-05", issuer=BG)
    older = make("17/KH-UBND", date="2024-05-05", issuer=BN)
    citing = make(
        "1/KH-SXD",
        cite("17/KH-UBND", on="2025-03-03", issuer="UBND tỉnh Bắc Ninh"),
        issuer="Sở Xây dựng",
    )
    other = make("2/KH-SXD", cite("17/KH-UBND", on="2025-05-05", issuer=BG), issuer="Sở Xây dựng")
    old = make("3/KH-SXD", cite("17/KH-UBND", on="2024-05-05", issuer=BN), issuer="Sở Xây dựng")
    unclear = make("4/KH-SXD", cite("17/KH-UBND", on="2025-03-03"), issuer="Sở Xây dựng")
    own = make("18/KH-UBND", cite("17/KH-UBND", on="2025"), issuer=BN, date="2026-01-01")
    nobody = make(
        "5/KH-SXD", cite("17/KH-UBND", on="2025-03-03", issuer="Sở Tài chính"), issuer="Sở Xây dựng"
    )
    assert [cited_by(one) for one in (citing, other, old, unclear, own, nobody)] == [
        [here], [there], [older], [None], [here], [None],
    ]  # fmt: skip


def test_a_link_that_was_clear_is_looked_at_again_when_the_number_comes_from_elsewhere(
    make: Callable[..., Document],
) -> None:
    citing = make("1/KH-SXD", cite("17/KH-UBND", on="2025-03-03"), issuer="Sở Xây dựng")
    assert cited_by(citing) == [None]
    here = make("17/KH-UBND", date="2025-03-03", issuer=BN)
    assert cited_by(citing) == [here]
    make("17/KH-UBND", date="2025-05-05", issuer=BG)
    assert cited_by(citing) == [None]


def test_a_short_name_is_meant_by_somebody_of_the_same_province(make: Callable[..., Document]) -> None:
    for name, code in (("Bắc Giang", "24"), ("Bắc Ninh", "27")):
        Area.objects.create(
            code=code, name=name, kind="former_province", valid_to="2025-07-01", sort_key=name
        )
    there = make("148/KH-UBND", date="2022-02-28", issuer=BN)
    sent = {
        "date": "2022-03-01",
        "issuer": "Sở Thông tin và Truyền thông tỉnh Bắc Giang",
        "place": "Bắc Giang",
    }
    citing = make("3/KH-STTTT", cite("148/KH-UBND", on="2022-02-28", issuer="UBND tỉnh"), **sent)
    assert (there.scope is not None, cited_by(citing)) == (True, [None])
    own = make("148/KH-UBND", date="2022-02-28", issuer=BG)
    assert cited_by(citing) == [own]


def test_a_document_never_means_itself(make: Callable[..., Document]) -> None:
    assert cited_by(make("9/KH-UBND", cite("9/KH-UBND", on="2025-10-06"))) == [None]


@pytest.fixture
def chain(make: Callable[..., Document]) -> dict[str, Document]:
    """A department's plan, the province's plan it carries out, and the decision above that."""
    decision = make(
        "1132/QĐ-TTg", cite("57-NQ/TW", "resolution"), cite("20/2023/QH15", "law"),
        text="Căn cứ Luật số 20/2023/QH15;\nThực hiện Nghị quyết số 57-NQ/TW", kind="decision",
        issuer="Thủ tướng Chính phủ", date="2024-10-09",
    )  # fmt: skip
    plan = make(
        "94/KH-UBND", cite("1132/QĐ-TTg", "decision", "2024-10-09"), cite("57-NQ/TW", "resolution"),
        cite("17/KH-UBND"), text=(
            "Triển khai Quyết định số 1132/QĐ-TTg. Quán triệt Nghị quyết số 57-NQ/TW. "
            "Xem số 17/KH-UBND, số 17/KH-UBND."
        ), kind="plan", issuer=BN, date="2025-10-06",
    )  # fmt: skip
    department = make(
        "20/KH-SKHCN", cite("94/KH-UBND", on="2025-10-06"), cite("17/KH-UBND", on="2025-01-01", issuer=BN),
        text="Thực hiện Kế hoạch số 94/KH-UBND. Thay thế số 17/KH-UBND.", kind="plan",
        issuer="Sở Khoa học và Công nghệ", date="2026-01-05",
    )  # fmt: skip
    return {"decision": decision, "plan": plan, "department": department}


def test_relations_say_who_carries_out_whom(chain: dict[str, Document], office: User) -> None:
    found = queries.relations_of(office, chain.values())
    plan = found[chain["plan"].pk]
    assert [one.number for one in plan.carries_out] == ["1132/QĐ-TTg", "57-NQ/TW"]
    assert [one.version.document for one in plan.carried_out_by] == [chain["department"]]
    assert [(one.number, one.n_times) for one in plan.refers_to] == [("17/KH-UBND", 2)]
    department = found[chain["department"].pk]
    assert [(one.number, one.relation) for one in department.refers_to] == [("17/KH-UBND", "replaces")]
    # A law allows a decision, it is not carried out by it.
    assert [one.number for one in found[chain["decision"].pk].carries_out] == ["57-NQ/TW"]


def test_the_lineage_leads_up_to_the_national_resolution(chain: dict[str, Document], office: User) -> None:
    tree = queries.lineage(office, chain["department"])
    [plan] = tree.parents
    assert (plan.number, plan.document) == ("94/KH-UBND", chain["plan"])
    assert [(one.number, one.is_national) for one in plan.parents] == [
        ("1132/QĐ-TTg", False),
        ("57-NQ/TW", True),
    ]
    assert [one.number for one in plan.parents[0].parents] == ["57-NQ/TW"]
    assert [one.number for one in queries.national_resolutions(tree)] == ["57-NQ/TW"]


def test_a_circle_of_citations_ends(make: Callable[..., Document], office: User) -> None:
    first = make("1/KH-UBND", cite("2/KH-UBND"), text="Thực hiện Kế hoạch số 2/KH-UBND", issuer=BN)
    make("2/KH-UBND", cite("1/KH-UBND"), text="Thực hiện Kế hoạch số 1/KH-UBND", issuer=BN)
    tree = queries.lineage(office, first)
    [second] = tree.parents
    [again] = second.parents
    assert (again.document, again.is_shown_above, again.parents) == (first, True, [])


def test_what_is_missing_is_counted_by_identity_and_sorted(chain: dict[str, Document], office: User) -> None:
    found = queries.missing_documents(office)
    assert [(one.number, one.year, one.n_documents, one.n_times) for one in found] == [
        ("17/KH-UBND", "2025", 2, 3),
        ("57-NQ/TW", "", 2, 2),
        ("20/2023/QH15", "", 1, 1),
    ]
    assert found[0].issuer == BN
    assert {document.number for document in found[0].citing} == {"94/KH-UBND", "20/KH-SKHCN"}


def test_numbers_of_two_years_are_two_missing_documents(make: Callable[..., Document], office: User) -> None:
    make("1/KH-UBND", cite("7/QĐ-UBND", on="2024-01-01"))
    make("2/KH-UBND", cite("7/QĐ-UBND", on="2025-01-01"))
    make("3/KH-UBND", cite("7/QĐ-UBND"))
    found = [(one.year, one.n_documents) for one in queries.missing_documents(office)]
    assert sorted(found) == [("", 1), ("2024", 1), ("2025", 1)]


def test_readers_meet_only_what_they_may_read(
    chain: dict[str, Document], make: Callable[..., Document], office: User, reader: User
) -> None:
    hidden = make(
        "17/KH-UBND", cite("94/KH-UBND"), text="Thực hiện Kế hoạch số 94/KH-UBND", date="2025-01-01",
        issuer=BN, publish=False,
    )  # fmt: skip
    assert hidden in [one.version.document for one in queries.relations_of(office, [chain["plan"]])[
        chain["plan"].pk
    ].carried_out_by]  # fmt: skip
    mine = queries.relations_of(reader, [chain["plan"]])[chain["plan"].pk]
    assert [one.version.document for one in mine.carried_out_by] == [chain["department"]]
    assert "17/KH-UBND" in [one.number for one in queries.missing_documents(reader)]
    assert "17/KH-UBND" not in [one.number for one in queries.missing_documents(office)]
    client = signed_in(reader)
    for address in (
        "/van-ban/quan-he/",
        "/van-ban/quan-he/?xem=con-thieu",
        "/van-ban/quan-he/?xem=so-do",
        f"/van-ban/{chain['plan'].pk}/?xem=van-ban",
    ):
        text = client.get(address).content.decode()
        assert f"/van-ban/{hidden.pk}/" not in text
        assert "Văn bản 17/KH-UBND" not in text
    assert client.get(f"/api/v1/documents/{hidden.pk}/relations").status_code == 404


def test_the_pages_and_the_api_show_them(chain: dict[str, Document], reader: User) -> None:
    client = signed_in(reader)
    listed = client.get("/van-ban/quan-he/").content.decode()
    assert f"/van-ban/{chain['decision'].pk}/" in listed
    missing = client.get("/van-ban/quan-he/", {"xem": "con-thieu", "tim": "57-nq"}).content.decode()
    assert "57-NQ/TW" in missing
    assert "20/2023/QH15" not in missing
    page = client.get(f"/van-ban/{chain['department'].pk}/?xem=van-ban").content.decode()
    assert page.count('class="lineage"') == 4
    body = client.get(f"/api/v1/documents/{chain['plan'].pk}/relations").json()
    assert [one["number"] for one in body["carries_out"]] == ["1132/QĐ-TTg", "57-NQ/TW"]
    assert [one["document_id"] for one in body["carried_out_by"]] == [chain["department"].pk]
    assert body["lineage"]["parents"][1] == {
        "number": "57-NQ/TW", "document_id": None, "is_national": True, "parents": [],
    }  # fmt: skip
    found = client.get("/api/v1/missing-documents", {"limit": 1}).json()
    assert [(one["number"], one["n_documents"]) for one in found] == [("17/KH-UBND", 2)]
    assert Client().get("/van-ban/quan-he/").status_code == 302
    assert Client().get("/api/v1/missing-documents").status_code == 401


def test_they_are_drawn_up_to_the_national_resolution(
    chain: dict[str, Document], make: Callable[..., Document], reader: User
) -> None:
    make("8/TB-UBND", issuer=BN)
    drawn = queries.citation_graph(reader, [chain["department"]])
    # From the one asked for up, over documents of the house and those that are missing.
    assert [(one.number, one.document is not None, one.is_asked_for) for one in drawn.listed] == [
        ("57-NQ/TW", False, False), ("1132/QĐ-TTg", True, False), ("94/KH-UBND", True, False),
        ("20/KH-SKHCN", True, True),
    ]  # fmt: skip
    assert {one.number for one in drawn.listed[2].follows} == {"57-NQ/TW", "1132/QĐ-TTg"}
    assert (len(drawn.graph.lines), drawn.listed[0].is_national) == (4, True)
    # From above down: what follows it, and not what follows something else.
    assert len(queries.citation_graph(reader, [chain["decision"]]).listed) == 3
    page = signed_in(reader).get("/van-ban/quan-he/", {"xem": "so-do"}).content.decode()
    assert page.count('<svg x="') == 4
    assert page.count(f'href="/van-ban/{chain["plan"].pk}/?xem=van-ban#quan-he"') == 2
    assert "1 văn bản không thực hiện văn bản nào" in page
    empty = signed_in(reader).get("/van-ban/quan-he/", {"xem": "so-do", "tim": "8/TB-UBND"})
    assert "graph-drawing" not in empty.content.decode()


@pytest.mark.django_db(transaction=True)
def test_both_views_are_sheets(chain: dict[str, Document], reader: User) -> None:
    for view, words in (("quan-he", "1132/QĐ-TTg"), ("con-thieu", "57-NQ/TW")):
        answer: Any = signed_in(reader).get("/van-ban/quan-he/", {"xem": view, "dinh-dang": "csv"})
        sheet = b"".join(answer.streaming_content).decode()
        answer.close()
        assert words in sheet


@pytest.mark.parametrize("many", [False, True])
def test_the_pages_cost_the_same_for_many(
    many: bool,
    chain: dict[str, Document],
    make: Callable[..., Document],
    office: User,
    django_assert_num_queries: Any,
) -> None:
    for n in range(12 if many else 0):
        make(
            f"{n + 30}/KH-UBND",
            cite("94/KH-UBND"),
            cite(f"{n}/BC-UBND"),
            text="Thực hiện Kế hoạch số 94/KH-UBND",
        )
    documents = list(queries.document_list(office)[:50])
    with django_assert_num_queries(2):
        queries.relations_of(office, documents)
    with django_assert_num_queries(2):
        queries.missing_documents(office)
    with django_assert_num_queries(3):
        queries.lineage(office, chain["department"])
    with django_assert_num_queries(2):
        queries.citation_graph(office, documents)
