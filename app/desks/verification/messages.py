"""What the check of a document says when there is nothing to check, and what to do."""

from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "verification.malformed": _(
            "A code has three groups of four letters and figures, such as K7QM-4R2X-9TDV. It stands under the"
            " QR symbol of the document; the number of the document is not its code."
        ),
        "verification.check_character": _(
            "There is a typing error in this code: its check character does not fit. Compare it with the"
            " document, character by character."
        ),
        "verification.other_code": _(
            "This is the code of a parcel, of a copy or of a receipt. The code of a document stands under"
            " its QR symbol."
        ),
        "verification.no_file": _("Choose the PDF file to compare."),
        "verification.empty_file": _("The file is empty. Save the document once more, and choose it again."),
        "verification.not_pdf": _(
            "This is no PDF file. A picture or a scan of a document cannot be compared: choose the PDF file"
            " itself, or type the code that stands under the QR symbol."
        ),
        "verification.file_too_large": _("The file is larger than any document of this system."),
    }
)
