"""Addresses of the drafts, below /office/programme/drafts/."""

from django.urls import path, register_converter

from murakami.interfaces.office.drafting import hearing_forms, initiative_forms, overview, part_forms, text_forms
from murakami.interfaces.office.drafting.addresses import (
    CommentConverter,
    DraftConverter,
    DraftedConverter,
    PartConverter,
)

register_converter(DraftConverter, "draft")
register_converter(DraftedConverter, "drafted")
register_converter(CommentConverter, "comment")
register_converter(PartConverter, "part")

urlpatterns = [
    path("", overview.drafts, name="drafts"),
    path("begin/", overview.begin, name="draft-begin"),
    path("<draft:draft>/", overview.draft, name="draft"),
    path("<draft:draft>/changes/", overview.changes, name="draft-changes"),
    path("<draft:draft>/preview/", overview.preview, name="draft-preview"),
    path("<draft:draft>/vision/", text_forms.vision, name="draft-vision"),
    path("<draft:draft>/chapters/<int:place>/", text_forms.chapter, name="draft-chapter"),
    path("<draft:draft>/schedules/<int:schedule>/<int:place>/", text_forms.row, name="draft-row"),
    path("<draft:draft>/pillars/<int:place>/", part_forms.pillar, name="draft-pillar"),
    path("<draft:draft>/pillars/<int:place>/<int:inner>/", part_forms.heading, name="draft-heading"),
    path("<draft:draft>/<part:part>/add/", part_forms.add_item, name="draft-item-add"),
    path("<draft:draft>/<part:part>/<int:place>/", part_forms.write_item, name="draft-item"),
    path("<draft:draft>/<part:part>/<int:place>/remove/", part_forms.remove_item, name="draft-item-remove"),
    path("<draft:draft>/initiatives/add/", initiative_forms.add, name="draft-add"),
    path("<draft:draft>/initiatives/<drafted:code>/", initiative_forms.write, name="draft-initiative"),
    path("<draft:draft>/initiatives/<drafted:code>/withdraw/", initiative_forms.withdraw, name="draft-withdraw"),
    path("<draft:draft>/initiatives/<drafted:code>/restore", initiative_forms.restore, name="draft-restore"),
    path("<draft:draft>/initiatives/<drafted:code>/merge/", initiative_forms.merge, name="draft-merge"),
    path("<draft:draft>/initiatives/<drafted:code>/split/", initiative_forms.split, name="draft-split"),
    path("<draft:draft>/hearing/", hearing_forms.announce, name="draft-hearing"),
    path("<draft:draft>/comments/", hearing_forms.comments, name="draft-comments"),
    path("<draft:draft>/comments/<comment:key>/", hearing_forms.answer, name="draft-answer"),
    path("<draft:draft>/results/", hearing_forms.results, name="draft-results"),
    path("<draft:draft>/adopt/", hearing_forms.adopt, name="draft-adopt"),
]
