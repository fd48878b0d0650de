"""The processes of needs, initiatives and directives as data (docs/process.md draws them).

Hidden rows are no button on the initiative: the services of the deciding body's meeting apply
them. Labels may hold county words, shown through `in_county_words` or `county.terms.phrase`.
"""

from foundation.workflow import Transition, TransitionTable
from initiatives import guards, rules
from initiatives.effects import (
    clear_requests,
    keep_assignment,
    keep_completion_fields,
    keep_remittal,
    note_preparation,
    reopen_needs,
    start_over,
)
from initiatives.models import Directive, Initiative, Need

I = Initiative.State  # noqa: E741 - the table reads as a table
N = Need.State
D = Directive.State

_BODY = "det beslutande organet, genom den som för anteckningar"

INITIATIVE = TransitionTable(
    "Initiativ",
    Initiative.State,
    [
        Transition(
            "send_to_preparation", (I.DRAFT,), I.PREPARING,
            "Skicka till {preparatory_group}",
            rules.any_of(rules.is_author, rules.convenes_originating_body),
            "författaren eller avsändande grupps sammankallande",
            guards=(guards.has_preparing_body, guards.says_what_and_why),
            effects=(note_preparation,),
        ),
        Transition(
            "return_to_author", (I.PREPARING,), I.DRAFT,
            "Lämna tillbaka till författaren",
            rules.in_preparing_body, "en grupp som bereder",
            reason_required="Skriv vad författaren behöver göra.",
            effects=(start_over,),
        ),
        Transition(
            "submit", (I.PREPARING,), I.SUBMITTED,
            "Skicka till {receiver:d}",
            rules.any_of(rules.convenes_preparing_body, rules.is_author_of_ready),
            "beredande grupps sammankallande, eller författaren när grupperna noterat färdigberett",
            guards=(guards.is_complete,),
        ),
        Transition(
            "request_completion", (I.SUBMITTED,), I.NEEDS_COMPLETION,
            "Begär komplettering",
            rules.receives, "den som tar emot initiativ",
            reason_required="Skriv vad som behöver kompletteras.",
            guards=(guards.names_fields_to_complete,),
            effects=(keep_completion_fields,),
        ),
        Transition(
            "resubmit", (I.NEEDS_COMPLETION,), I.SUBMITTED,
            "Skicka in igen",
            rules.any_of(rules.is_author, rules.convenes_preparing_body),
            "författaren eller beredande grupps sammankallande",
            guards=(guards.is_complete, guards.answers_the_request),
            effects=(clear_requests,),
        ),
        Transition(
            "schedule", (I.SUBMITTED,), I.SCHEDULED,
            "Ta upp på möte",
            rules.arranges, "den som planerar möten", hidden=True,
        ),
        Transition(
            "take_off", (I.SCHEDULED,), I.SUBMITTED,
            "Stryk från föredragningslistan",
            rules.arranges, "den som planerar möten", hidden=True,
        ),
        Transition(
            "table", (I.SCHEDULED,), I.TABLED,
            "Bordlägg",
            rules.decides_or_records, _BODY, hidden=True,
        ),
        Transition(
            "take_up_again", (I.TABLED,), I.SCHEDULED,
            "Ta upp igen",
            rules.any_of(rules.is_the_system, rules.arranges),
            "portalen, när nästa möte planeras", hidden=True,
        ),
        Transition(
            "remit", (I.SCHEDULED,), I.REMITTED,
            "Återremittera",
            rules.decides_or_records, _BODY, hidden=True,
            reason_required="Skriv varför ärendet återremitteras.",
            guards=(guards.says_to_whom_and_when,),
            effects=(keep_remittal,),
        ),
        Transition(
            "resubmit_remitted", (I.REMITTED,), I.SUBMITTED,
            "Skicka in igen efter återremiss",
            rules.any_of(
                rules.is_author, rules.convenes_preparing_body, rules.in_body_remitted_to
            ),
            "författaren, beredande grupps sammankallande eller gruppen som fick återremissen",
            reason_required="Skriv hur ni har tagit hand om skälen till återremissen.",
            guards=(guards.is_complete,),
            effects=(clear_requests,),
        ),
        Transition(
            "reject", (I.SCHEDULED,), I.REJECTED,
            "Avslå",
            rules.decides_or_records, _BODY, hidden=True,
            reason_required="Skriv skälen till avslaget.",
            effects=(reopen_needs,),
        ),
        Transition(
            "approve", (I.SCHEDULED,), I.APPROVED,
            "Bifall",
            rules.decides_or_records, _BODY, hidden=True,
            guards=(
                guards.has_one_lead, guards.names_responsible, guards.enough_principals,
                guards.meets_criteria,
            ),
            effects=(keep_assignment,),
        ),
        Transition(
            "hand_in_directive", (I.APPROVED,), I.DIRECTIVE_REVIEW,
            "Lämna direktivet för godkännande",
            rules.in_lead_body, "gruppen som leder uppdraget", hidden=True,
            guards=(guards.directive_is_complete,),
        ),
        Transition(
            "return_directive", (I.DIRECTIVE_REVIEW,), I.APPROVED,
            "Återremittera direktivet",
            rules.decides_or_records, _BODY, hidden=True,
            reason_required="Skriv vad som behöver ändras i direktivet.",
            guards=(guards.shows_latest_directive,),
        ),
        Transition(
            "approve_directive", (I.DIRECTIVE_REVIEW,), I.TRIAL,
            "Godkänn direktivet",
            rules.decides_or_records, _BODY, hidden=True,
            guards=(guards.shows_latest_directive,),
        ),
        Transition(
            "withdraw",
            (I.DRAFT, I.PREPARING, I.SUBMITTED, I.NEEDS_COMPLETION, I.REMITTED), I.WITHDRAWN,
            "Återkalla",
            rules.any_of(rules.is_author, rules.convenes_originating_body),
            "författaren eller avsändande grupps sammankallande",
            reason_required="Skriv varför initiativet återkallas.",
            effects=(clear_requests,),
        ),
    ],
)  # fmt: skip

NEED = TransitionTable(
    "Behov",
    Need.State,
    [
        Transition(
            "assess", (N.RECEIVED,), N.ASSESSING,
            "Börja bedöma", rules.assesses_needs, "den som bedömer behov",
        ),
        Transition(
            "use_as_basis", (N.ASSESSING,), N.BASIS,
            "Underlag till initiativ", rules.assesses_needs, "den som bedömer behov",
            guards=(guards.has_reply, guards.belongs_to_an_area),
        ),
        Transition(
            "refer_to_existing", (N.ASSESSING,), N.EXISTING_WORK,
            "Pågår redan", rules.assesses_needs, "den som bedömer behov",
            guards=(guards.has_reply, guards.names_existing_work),
        ),
        Transition(
            "merge", (N.ASSESSING,), N.MERGED,
            "Sammanför med annat behov", rules.assesses_needs, "den som bedömer behov",
            guards=(guards.has_reply, guards.names_other_need),
        ),
        Transition(
            "handle_locally", (N.ASSESSING,), N.LOCAL,
            "Hanteras lokalt", rules.assesses_needs, "den som bedömer behov",
            guards=(guards.has_reply, guards.names_who_handles),
        ),
        Transition(
            "close", (N.ASSESSING,), N.CLOSED,
            "Avsluta utan åtgärd", rules.assesses_needs, "den som bedömer behov",
            guards=(guards.has_reply,),
        ),
        Transition(
            "reopen", (N.BASIS,), N.ASSESSING,
            "Bedöm på nytt", rules.is_the_system, "portalen, när initiativet har fått avslag",
            hidden=True,
        ),
    ],
)  # fmt: skip

DIRECTIVE = TransitionTable(
    "Direktiv",
    Directive.State,
    [
        Transition(
            "hand_in", (D.DRAFT,), D.SUBMITTED,
            "Lämna för godkännande",
            rules.writes_this_directive, "gruppen som leder uppdraget", hidden=True,
        ),
        Transition(
            "return", (D.SUBMITTED,), D.RETURNED,
            "Återremittera", rules.decides_or_records, _BODY, hidden=True,
            reason_required="Skriv vad som behöver ändras i direktivet.",
        ),
        Transition(
            "approve", (D.SUBMITTED,), D.APPROVED,
            "Godkänn", rules.decides_or_records, _BODY, hidden=True,
        ),
    ],
)  # fmt: skip
