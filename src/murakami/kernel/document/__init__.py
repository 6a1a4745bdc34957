"""A document: one filing as a single immutable value, with many renderings.

Review page, case page, diff, official form, transfer file: all are functions of this value and of nothing else.
"""

from murakami.kernel.document.differences import Change, ChangeKind, change_texts, changed_keys, diff
from murakami.kernel.document.forms import FormItem, FormRow, FormRowKind, FormSource, SystemValue, form_rows
from murakami.kernel.document.model import (
    AttachmentRow,
    AttachmentState,
    Document,
    Row,
    Topic,
    attachment_key,
)
from murakami.kernel.document.review import (
    ReviewAttachment,
    ReviewRow,
    ReviewTopic,
    review_attachments,
    review_rows,
    row_text,
    row_value,
)
from murakami.kernel.file_refs import FileRef

__all__ = [
    "AttachmentRow",
    "AttachmentState",
    "Change",
    "ChangeKind",
    "Document",
    "FileRef",
    "FormItem",
    "FormRow",
    "FormRowKind",
    "FormSource",
    "ReviewAttachment",
    "ReviewRow",
    "ReviewTopic",
    "Row",
    "SystemValue",
    "Topic",
    "attachment_key",
    "change_texts",
    "changed_keys",
    "diff",
    "form_rows",
    "review_attachments",
    "review_rows",
    "row_text",
    "row_value",
]
