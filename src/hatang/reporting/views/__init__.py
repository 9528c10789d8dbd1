"""Pages of the room."""

from hatang.reporting.views.campaigns import (
    campaign,
    campaign_list,
    change_campaign,
    choose_reporters,
    close_campaign,
    give_exemption,
    new_campaign,
    open_campaign,
    remind,
)
from hatang.reporting.views.consolidating import consolidator, consolidators, hand_on
from hatang.reporting.views.designing import (
    design,
    fix_form,
    form_list,
    new_form,
    retire_form,
    use_ready_form,
)
from hatang.reporting.views.drafts import (
    draft,
    draft_file,
    draft_step,
    new_draft,
    save_draft,
    signed_draft,
)
from hatang.reporting.views.figures import rows_behind
from hatang.reporting.views.gathering import gathering
from hatang.reporting.views.incoming import cancel as cancel_incoming
from hatang.reporting.views.incoming import decide as decide_incoming
from hatang.reporting.views.incoming import fetch as fetch_incoming
from hatang.reporting.views.incoming import incoming, incoming_list
from hatang.reporting.views.letters import letter, paper, papers
from hatang.reporting.views.periods import next_campaign, periods
from hatang.reporting.views.reports import add_file, fetch_file, report, save, take_step, version
from hatang.reporting.views.sampling import draw_sample, sample
from hatang.reporting.views.sending import send_values, values_file
from hatang.reporting.views.templates import (
    drop_template,
    fetch_template,
    paper_templates,
    take_template,
)
from hatang.reporting.views.workbooks import workbook

__all__ = [
    "add_file",
    "campaign",
    "campaign_list",
    "cancel_incoming",
    "change_campaign",
    "choose_reporters",
    "close_campaign",
    "consolidator",
    "consolidators",
    "decide_incoming",
    "design",
    "draft",
    "draft_file",
    "draft_step",
    "draw_sample",
    "drop_template",
    "fetch_file",
    "fetch_incoming",
    "fetch_template",
    "fix_form",
    "form_list",
    "gathering",
    "give_exemption",
    "hand_on",
    "incoming",
    "incoming_list",
    "letter",
    "new_campaign",
    "new_draft",
    "new_form",
    "next_campaign",
    "open_campaign",
    "paper",
    "paper_templates",
    "papers",
    "periods",
    "remind",
    "report",
    "retire_form",
    "rows_behind",
    "sample",
    "save",
    "save_draft",
    "send_values",
    "signed_draft",
    "take_step",
    "take_template",
    "use_ready_form",
    "values_file",
    "version",
    "workbook",
]
