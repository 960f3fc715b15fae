"""What refusals and acts of requests say, and what to do."""

from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "request.none_chosen": _("Choose at least one title."),
        "request.too_many": _("At most %(most)s lines are taken at once. Make several requests."),
        "request.too_many_files": _("At most %(most)s files go with one request."),
        "request.words_missing": _("Write the ground of your request; the authority reads it."),
        "request.day_missing": _("Write until which day you ask for time."),
        "request.day_past": _(
            "Choose a day that is still to come and later than the days by which it is due."
        ),
        "request.day_too_far": _("Time is given for at most %(most)s days. Choose an earlier day."),
        "request.appeal_of_what": _("Open the notice or the decision that is wrong, and choose “Ask” there."),
        "request.not_named": _("The notice does not name all that you chose. Choose among its lines."),
        "request.nothing_to_appeal": _(
            "This decision cannot be appealed here for what you chose: it was granted, is not decided yet, or"
            " was itself an appeal."
        ),
        "request.settled": _(
            "Something that you chose was received meanwhile, or is owed no longer. Take it away."
        ),
        "request.waits_already": _(
            "A request about something that you chose waits for its answer already. Take it away, or withdraw"
            " that request first."
        ),
        "request.other_rules": _("What you chose rests on several rule sets. Make a request for each."),
        "request.notice_withdrawn": _(
            "The notice has been withdrawn: there is nothing left to ask or to decide."
        ),
        "request.too_late": _("The time for this request ended on %(day)s."),
        "request.decided_already": _("It has been decided already: see decision %(number)s."),
        "request.withdrawn_already": _(
            "The depositor has withdrawn the request: there is nothing left to decide."
        ),
        "request.own_act": _(
            "You issued the notice, or made the decision, that this request turns against. Another official"
            " decides."
        ),
        "request.waits_no_longer": _(
            "The request has been decided or withdrawn: nobody is named to decide it any more."
        ),
        "request.named_meanwhile": _(
            "Meanwhile another head named %(name)s to decide. Open the request again, and name somebody else"
            " only if that is wrong."
        ),
        "request.named_already": _("%(name)s is named already. Choose somebody else, or leave it as it is."),
        "request.decider_unfit": _("Choose an official of the list: the account of this one is closed."),
        "request.decider_barred": _(
            "%(name)s issued the notice, or made the decision, that this request turns against. Choose"
            " somebody else."
        ),
        "request.naming_reason_missing": _("Write why this official is named; the depositor reads it."),
        "request.nothing_to_object": _(
            "Something that you chose is neither late nor named in a notice: there is nothing to object to."
            " Take it away, or ask for more time."
        ),
        "request.only_appeal": _("Against a decision there is only the appeal. Choose “Appeal”."),
        "request.refused_before": _(
            "The same was asked about something that you chose, and refused by decision %(number)s. Open that"
            " request and choose “Appeal”: another official looks at it."
        ),
        "request.appealed_before": _(
            "Decision %(number)s was made on an appeal about something that you chose. It is not appealed"
            " here again."
        ),
        "request.asked_twice": _(
            "You have asked the same about something that you chose, late already, and withdrawn it twice. It"
            " can be asked again once a new notice names it. Until then take it away, or ask for something"
            " else."
        ),
        "request.appealed_twice": _(
            "You have appealed this about something that you chose and withdrawn the appeal twice. It is not"
            " appealed here again; what a new notice names can be appealed anew."
        ),
        "request.contradicts": _(
            "The lines or the day that you chose do not fit the decision. Choose “Grant it in part”, or take"
            " away the marks and the day."
        ),
        "request.reasons_missing": _("Write the reasons; the depositor reads them."),
        "request.reason_missing": _("Write why it is taken up again; the depositor reads it."),
        "request.language": _("Choose a language of the list."),
        "request.none_granted": _("Choose the lines that are granted."),
        "request.all_granted": _(
            "All is granted as it was asked. Choose “Grant it wholly”, fewer lines, or another day."
        ),
        "request.nothing_to_reopen": _("Nothing was accepted here that could be taken up again."),
    }
)

SENTENCES = {
    "request.asked_extension": _("The depositor asked for more time, until %(until_on)s"),
    "request.asked_exemption": _("The depositor asked for an exemption"),
    "request.asked_objection": _("The depositor objected"),
    "request.asked_appeal": _("The depositor appealed"),
    "request.evidence_added": _("The depositor added evidence to a request"),
    "request.withdrawn": _("The depositor withdrew a request"),
    "request.outlives_notice": _("Notice %(number)s was withdrawn; the request about it stands"),
    "request.lapsed": _("A request ended, because its notice was withdrawn"),
    "request.decided_granted": _("Decision %(number)s: the request is granted"),
    "request.decided_partly": _("Decision %(number)s: the request is granted in part"),
    "request.decided_refused": _("Decision %(number)s: the request is refused"),
    "request.filed": _("File of decision %(number)s kept"),
    "request.decider_named": _("%(name)s was named to decide the request"),
    "request.reopened": _("The authority took up again what decision %(number)s had accepted"),
}
