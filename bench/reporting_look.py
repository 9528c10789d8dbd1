"""What arrived, for `reporting.py`: every report once, submitted, saying what its unit sent last.

Run as the owner of the records: `reporting_look.py SENT` where SENT is a file with a JSON object of what
each unit sent last by number of its report; prints what is wrong, one sentence a report.
"""

# ruff: noqa: E402 - the rooms are imported once Django is set up
import json
import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hatang.config.settings")
os.environ["HATANG_DB_ROLE"] = "owner"

import django

django.setup()

from hatang.reporting.forms import read_values
from hatang.reporting.models import Reporter
from hatang.reporting.rules import filled


def wrong_with(reporter: Reporter, sent: dict[str, str]) -> str:
    """What is lost or doubled of a report; empty where nothing is."""
    report = getattr(reporter, "report", None)
    if report is None or report.state != "submitted":
        return f"{reporter.pk} is {report.state if report else 'not there'}"
    definition = reporter.campaign.form_version.read
    values, _reasons = read_values(definition, sent, {})
    if report.values != filled.kept(definition, values):
        return f"{reporter.pk} does not say what was sent last"
    versions = list(report.versions.all())
    if len(versions) != 1 or versions[0].values != report.values or versions[0].digest != report.digest:
        return f"{reporter.pk} has {len(versions)} versions, or another one than was approved"
    steps = sorted(report.steps.values_list("step", flat=True))
    return "" if steps == ["approve", "submit"] else f"{reporter.pk} went the steps {steps}"


def main() -> None:
    """Compare each report with what was sent."""
    sent = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    rows = Reporter.objects.select_related("campaign__form_version", "report")
    wrong = [wrong_with(row, sent.get(str(row.pk), {})) for row in rows]
    sys.stdout.write(json.dumps([one for one in wrong if one]))


if __name__ == "__main__":
    main()
