"""The conversation page by page: guide, result, people, interview, attachments, review, receipt."""
