"""Every address of the software and what it answers to whom: the table that `test_routes.py` walks.

A route that is not here fails the test. What the words mean:

yes      let in: the page, a form with what was wrong, or on to a page of one's own
404      there is no such thing, also not for somebody whom it concerns nothing
portal   led to the residents' sign-in
office   led to the staff sign-in
token    asked for a token of the API
said     refused in words; nothing has changed
"""

from dataclasses import dataclass
from typing import Final

from murakami.config.zones import Home
from tests.cast import Who

_COLUMNS: Final = tuple(Who)  # stranger resident neighbour clerk head elsewhere administrator personnel auditor

_TABLE: Final = """
# route                        methods   home    stranger resident neighbour clerk  head   elsewhere administrator personnel auditor
healthz                        GET       shared  yes      yes      yes       yes    yes    yes       yes           yes       yes
readyz                         GET       shared  yes      yes      yes       yes    yes    yes       yes           yes       yes
metrics                        GET       shared  404      404      404       404    404    404       404           404       404
front-door                     GET       core    office   office   office    yes    yes    yes       yes           yes       yes
components:display             GET       shared  yes      yes      yes       yes    yes    yes       yes           yes       yes
components:gallery             GET       shared  yes      yes      yes       yes    yes    yes       yes           yes       yes

# --- the municipality's work, for everybody, in every zone -----------------------------------------------------------
open:policy                    GET       shared  yes      yes      yes       yes    yes    yes       yes           yes       yes
open:policy-edition            GET       shared  yes      yes      yes       yes    yes    yes       yes           yes       yes
open:policy-initiative         GET       shared  yes      yes      yes       yes    yes    yes       yes           yes       yes
open:policy-changes            GET       shared  yes      yes      yes       yes    yes    yes       yes           yes       yes
open:policy-schedule           GET       shared  yes      yes      yes       yes    yes    yes       yes           yes       yes
open:policy-findings           GET       shared  yes      yes      yes       yes    yes    yes       yes           yes       yes
open:policy-csv                GET       shared  yes      yes      yes       yes    yes    yes       yes           yes       yes
open:policy-json               GET       shared  yes      yes      yes       yes    yes    yes       yes           yes       yes
open:policy-atom               GET       shared  yes      yes      yes       yes    yes    yes       yes           yes       yes
open:indicators                GET       shared  yes      yes      yes       yes    yes    yes       yes           yes       yes
open:indicators-csv            GET       shared  yes      yes      yes       yes    yes    yes       yes           yes       yes
open:indicator                 GET       shared  yes      yes      yes       yes    yes    yes       yes           yes       yes
open:indicator-csv             GET       shared  yes      yes      yes       yes    yes    yes       yes           yes       yes
open:indicator-json            GET       shared  yes      yes      yes       yes    yes    yes       yes           yes       yes
open:evidence                  GET       shared  yes      yes      yes       yes    yes    yes       yes           yes       yes
open:evidence-checkpoint       GET       shared  404      404      404       404    404    404       404           404       404
open:evidence-key              GET       shared  404      404      404       404    404    404       404           404       404
open:years                     GET       shared  yes      yes      yes       yes    yes    yes       yes           yes       yes
open:year                      GET       shared  yes      yes      yes       yes    yes    yes       yes           yes       yes
open:year-csv                  GET       shared  yes      yes      yes       yes    yes    yes       yes           yes       yes
open:year-json                 GET       shared  yes      yes      yes       yes    yes    yes       yes           yes       yes
open:hearings                  GET       shared  yes      yes      yes       yes    yes    yes       yes           yes       yes
open:hearing                   GET,POST  shared  yes      yes      yes       yes    yes    yes       yes           yes       yes
open:hearing-thanks            GET       shared  yes      yes      yes       yes    yes    yes       yes           yes       yes
open:hearings-calendar         GET       shared  yes      yes      yes       yes    yes    yes       yes           yes       yes
open:hearing-calendar          GET       shared  yes      yes      yes       yes    yes    yes       yes           yes       yes

# --- residents: what there is, for everybody ------------------------------------------------------------------------
portal:home                    GET       edge    yes      yes      yes       yes    yes    yes       yes           yes       yes
portal:search                  GET       edge    yes      yes      yes       yes    yes    yes       yes           yes       yes
portal:catalogue               GET       edge    yes      yes      yes       yes    yes    yes       yes           yes       yes
portal:personal-files          GET       edge    yes      yes      yes       yes    yes    yes       yes           yes       yes
portal:personal-file           GET       edge    yes      yes      yes       yes    yes    yes       yes           yes       yes
portal:personal-files-csv      GET       edge    yes      yes      yes       yes    yes    yes       yes           yes       yes
portal:procedure               GET       edge    yes      yes      yes       yes    yes    yes       yes           yes       yes
portal:life-event              GET       edge    yes      yes      yes       yes    yes    yes       yes           yes       yes
portal:postal                  GET       edge    yes      yes      yes       yes    yes    yes       yes           yes       yes
portal:discarded               GET       edge    yes      yes      yes       yes    yes    yes       yes           yes       yes
portal:begin-procedure         POST      edge    yes      yes      yes       yes    yes    yes       yes           yes       yes
portal:begin-life-event        POST      edge    yes      yes      yes       yes    yes    yes       yes           yes       yes

# --- residents: one's own conversation; to everybody else there is none ----------------------------------------------
portal:intake                  GET       edge    404      yes      404       404    404    404       404           404       404
portal:guide                   GET       edge    404      yes      404       404    404    404       404           404       404
portal:guide-question          GET,POST  edge    404      yes      404       404    404    404       404           404       404
portal:result                  GET,POST  edge    404      yes      404       404    404    404       404           404       404
portal:way                     GET       edge    404      yes      404       404    404    404       404           404       404
portal:people                  GET,POST  edge    404      yes      404       404    404    404       404           404       404
portal:leave-out               POST      edge    404      yes      404       404    404    404       404           404       404
portal:page                    GET,POST  edge    404      yes      404       404    404    404       404           404       404
portal:attachments             GET,POST  edge    404      yes      404       404    404    404       404           404       404
portal:file                    GET       edge    404      yes      404       404    404    404       404           404       404
portal:review                  GET,POST  edge    404      yes      404       404    404    404       404           404       404
portal:sign                    GET,POST  edge    404      yes      404       404    404    404       404           404       404
portal:receipt                 GET       edge    404      yes      404       404    404    404       404           404       404
portal:receipt-pdf             GET       edge    404      yes      404       404    404    404       404           404       404
portal:receipt-qr              GET       edge    404      yes      404       404    404    404       404           404       404
portal:satisfaction            POST      edge    404      yes      404       404    404    404       404           404       404
portal:saved                   GET       edge    404      yes      404       404    404    404       404           404       404
portal:discard                 GET,POST  edge    404      yes      404       404    404    404       404           404       404

# --- residents: my page ------------------------------------------------------------------------------------------------
portal:my                      GET       edge    portal   yes      yes       portal portal portal    portal        portal    portal
portal:my-filing               GET,POST  edge    portal   yes      404       portal portal portal    portal        portal    portal
portal:my-document             GET       edge    portal   yes      404       portal portal portal    portal        portal    portal
portal:my-file                 GET       edge    portal   yes      404       portal portal portal    portal        portal    portal
portal:my-looks                GET       edge    portal   yes      404       portal portal portal    portal        portal    portal
portal:my-supplement           GET,POST  edge    portal   yes      404       portal portal portal    portal        portal    portal
portal:my-withdraw             GET,POST  edge    portal   yes      404       portal portal portal    portal        portal    portal
portal:my-correction           GET,POST  edge    portal   yes      404       portal portal portal    portal        portal    portal
portal:my-correction-check     GET,POST  edge    portal   yes      404       portal portal portal    portal        portal    portal
portal:my-correction-item      GET,POST  edge    portal   yes      404       portal portal portal    portal        portal    portal
portal:my-letters              GET       edge    portal   yes      yes       portal portal portal    portal        portal    portal
portal:my-letter               GET       edge    portal   yes      404       portal portal portal    portal        portal    portal
portal:my-delivery             GET,POST  edge    portal   yes      yes       portal portal portal    portal        portal    portal
portal:my-memory               GET,POST  edge    portal   yes      yes       portal portal portal    portal        portal    portal
portal:my-memory-forget        GET,POST  edge    portal   yes      yes       portal portal portal    portal        portal    portal
portal:my-mandates             GET       edge    portal   yes      yes       portal portal portal    portal        portal    portal
portal:my-mandate-ask          GET,POST  edge    portal   yes      yes       portal portal portal    portal        portal    portal
portal:my-mandate-answer       GET,POST  edge    portal   yes      yes       portal portal portal    portal        portal    portal
portal:my-mandate              GET,POST  edge    portal   yes      404       portal portal portal    portal        portal    portal

# --- residents: signing in ---------------------------------------------------------------------------------------------
portal:sign-in                 GET       edge    yes      yes      yes       yes    yes    yes       yes           yes       yes
portal:sign-in-card            POST      edge    yes      yes      yes       yes    yes    yes       yes           yes       yes
portal:sign-in-card-back       GET       edge    said     said     said      said   said   said      said          said      said
portal:signed                  GET       edge    said     said     said      said   said   said      said          said      said
portal:sign-in-email           POST      edge    yes      yes      yes       yes    yes    yes       yes           yes       yes
portal:sign-in-code            GET,POST  edge    portal   portal   portal    portal portal portal    portal        portal    portal
portal:sign-in-ways            GET       edge    portal   yes      yes       portal portal portal    portal        portal    portal
portal:sign-in-passkey         POST      edge    portal   portal   portal    portal portal portal    portal        portal    portal
portal:sign-in-passkey-options POST      edge    yes      yes      yes       yes    yes    yes       yes           yes       yes
portal:passkey-options         POST      edge    portal   yes      yes       portal portal portal    portal        portal    portal
portal:passkey-not-now         POST      edge    portal   yes      yes       portal portal portal    portal        portal    portal
portal:passkey-add             POST      edge    portal   yes      yes       portal portal portal    portal        portal    portal
portal:passkey-remove          POST      edge    portal   yes      404       portal portal portal    portal        portal    portal
portal:sessions-end            POST      edge    portal   yes      yes       portal portal portal    portal        portal    portal
portal:sign-out                GET,POST  edge    yes      yes      yes       yes    yes    yes       yes           yes       yes

# --- other software: the catalogue for everybody; what belongs to somebody needs a token, and a browser's session is none ----
api:docs                       GET       edge    yes      yes      yes      yes      yes      yes      yes      yes      yes
api:openapi                    GET       edge    yes      yes      yes      yes      yes      yes      yes      yes      yes
api:procedures                 GET       edge    yes      yes      yes      yes      yes      yes      yes      yes      yes
api:procedure                  GET       edge    yes      yes      yes      yes      yes      yes      yes      yes      yes
api:procedure-versions         GET       edge    yes      yes      yes      yes      yes      yes      yes      yes      yes
api:procedure-version          GET       edge    yes      yes      yes      yes      yes      yes      yes      yes      yes
api:life-events                GET       edge    yes      yes      yes      yes      yes      yes      yes      yes      yes
api:life-event                 GET       edge    yes      yes      yes      yes      yes      yes      yes      yes      yes
api:units                      GET       edge    yes      yes      yes      yes      yes      yes      yes      yes      yes
api:publications               GET       edge    yes      yes      yes      yes      yes      yes      yes      yes      yes
api:publication                GET       edge    yes      yes      yes      yes      yes      yes      yes      yes      yes
api:tokens                     POST      edge    yes      yes      yes      yes      yes      yes      yes      yes      yes
api:token                      GET,DELETE edge    token    token    token    token    token    token    token    token    token
api:sign-in-codes              POST      edge    token    token    token    token    token    token    token    token    token
api:sign-in                    POST      edge    token    token    token    token    token    token    token    token    token
api:intakes                    GET,POST  edge    token    token    token    token    token    token    token    token    token
api:intake                     GET,DELETE edge    token    token    token    token    token    token    token    token    token
api:guide                      GET       edge    token    token    token    token    token    token    token    token    token
api:question                   GET,PUT   edge    token    token    token    token    token    token    token    token    token
api:result                     GET       edge    token    token    token    token    token    token    token    token    token
api:choice                     PUT       edge    token    token    token    token    token    token    token    token    token
api:people                     GET,PUT   edge    token    token    token    token    token    token    token    token    token
api:person                     DELETE    edge    token    token    token    token    token    token    token    token    token
api:page                       GET,PUT   edge    token    token    token    token    token    token    token    token    token
api:attachments                GET       edge    token    token    token    token    token    token    token    token    token
api:later                      PUT       edge    token    token    token    token    token    token    token    token    token
api:files                      POST      edge    token    token    token    token    token    token    token    token    token
api:file                       DELETE    edge    token    token    token    token    token    token    token    token    token
api:review                     GET       edge    token    token    token    token    token    token    token    token    token
api:intake-filings             GET,POST  edge    token    token    token    token    token    token    token    token    token
api:filings                    GET       edge    token    token    token    token    token    token    token    token    token
api:filing                     GET       edge    token    token    token    token    token    token    token    token    token

# --- staff: signing in -------------------------------------------------------------------------------------------------
office:sign-in                 GET,POST  core    yes      yes      yes       yes    yes    yes       yes           yes       yes
office:sign-in-code            GET,POST  core    office   office   office    office office office    office        office    office
office:sign-in-set-up          GET,POST  core    office   office   office    office office office    office        office    office
office:recovery-codes          GET,POST  core    office   office   office    yes    yes    yes       yes           yes       yes
office:own-account             GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:own-password            POST      core    office   office   office    yes    yes    yes       yes           yes       yes
office:own-recovery-codes      POST      core    office   office   office    yes    yes    yes       yes           yes       yes
office:own-sessions            GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:own-sessions-end        POST      core    office   office   office    yes    yes    yes       yes           yes       yes
office:own-passkeys            GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:own-passkey-options     POST      core    office   office   office    yes    yes    yes       yes           yes       yes
office:own-passkey-add         POST      core    office   office   office    yes    yes    yes       yes           yes       yes
office:own-passkey-remove      POST      core    office   office   office    404    yes    404       404           404       404
office:sign-in-passkey         POST      core    office   office   office    office office office    office        office    office
office:passkey-options         POST      core    yes      yes      yes       yes    yes    yes       yes           yes       yes
office:sign-out                GET,POST  core    yes      yes      yes       yes    yes    yes       yes           yes       yes

# --- staff: the cases of one's units; of other units there are none ------------------------------------------------------
office:work-list               GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:assign-several          POST      core    office   office   office    yes    yes    said      said          said      said
office:next-case               GET       core    office   office   office    yes    yes    404       404           404       404
office:case                    GET       core    office   office   office    yes    yes    404       404           404       404
office:case-files              GET       core    office   office   office    yes    yes    404       404           404       404
office:case-talk               GET,POST  core    office   office   office    yes    yes    404       404           404       404
office:case-form               GET       core    office   office   office    yes    yes    404       404           404       404
office:person-data             GET,POST  core    office   office   office    yes    yes    404       404           404       404
office:person-data-json        GET       core    office   office   office    yes    yes    404       404           404       404
office:case-history            GET       core    office   office   office    yes    yes    404       404           404       404
office:case-file               GET       core    office   office   office    yes    yes    404       404           404       404
office:letter                  GET       core    office   office   office    yes    yes    404       404           404       404
office:correction              GET,POST  core    office   office   office    yes    yes    404       404           404       404
office:proposal                GET,POST  core    office   office   office    yes    yes    404       404           404       404
office:transfer                GET,POST  core    office   office   office    yes    yes    404       404           404       404
office:start                   POST      core    office   office   office    yes    yes    404       404           404       404
office:assign                  POST      core    office   office   office    yes    yes    404       404           404       404
office:check                   POST      core    office   office   office    yes    yes    404       404           404       404
office:match                   POST      core    office   office   office    yes    yes    404       404           404       404
office:undo-match              POST      core    office   office   office    yes    yes    404       404           404       404
office:cancel-correction       POST      core    office   office   office    yes    yes    404       404           404       404
office:close                   POST      core    office   office   office    yes    yes    404       404           404       404
office:retry-letter            POST      core    office   office   office    yes    yes    404       404           404       404
office:posted                  POST      core    office   office   office    yes    yes    404       404           404       404
office:quarantine              GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:held-file               GET       core    office   office   office    yes    yes    404       yes           404       404
office:held-decide             POST      core    office   office   office    said   yes    404       yes           404       404
office:originals               GET       core    office   office   office    404    404    404       yes           404       404
office:original                POST      core    office   office   office    404    404    404       yes           404       404
office:settle                  POST      core    office   office   office    yes    yes    404       404           404       404
office:approve                 GET,POST  core    office   office   office    said   yes    404       404           404       404
office:return                  GET,POST  core    office   office   office    said   yes    404       404           404       404
office:mandate-end             GET,POST  core    office   office   office    yes    yes    404       404           404       404

# --- staff: the plan of every initiative is read by all; its units, its promoters and the DX office write it -------------
office:indicators              GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:indicator               GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:indicator-definition    GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:indicator-csv           GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:programme               GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:initiative              GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:plan-tasks              GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:plan-kpis               GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:plan-risks              GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:plan-budget             GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:plan-decisions          GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:plan-checks             GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:plan-notes              GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:plan-history            GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:plan-describe           GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:plan-year               GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:plan-task-add           GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:plan-task               GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:plan-kpi-add            GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:plan-kpi                GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:plan-figures            GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:plan-risk-add           GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:plan-risk               GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:plan-decide             GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:plan-check              GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:plan-note               GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:plan-place              GET,POST  core    office   office   office    said   said   said      said          said      said
office:plan-task-move          POST      core    office   office   office    yes    yes    said      said          said      said
office:plan-xlsx               GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:plan-csv                GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:plan-import             GET,POST  core    office   office   office    said   said   said      said          said      said
office:plan-import-columns     POST      core    office   office   office    said   said   said      said          said      said
office:plan-import-confirm     POST      core    office   office   office    said   said   said      said          said      said
office:plan-publish            POST      core    office   office   office    said   said   said      said          said      said
office:programme-publish       POST      core    office   office   office    said   said   said      said          said      said

# --- staff: the yearly cycle is read by all; the DX office runs it, each stage is signed by those whose it is ----------------
office:programme-mine          GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:programme-link          POST      core    office   office   office    yes    yes    yes       yes           yes       yes
office:programme-link-close    POST      core    office   office   office    yes    yes    yes       yes           yes       yes
office:programme-years         GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:programme-year-open     POST      core    office   office   office    yes    yes    said      said          said      said
office:programme-year          GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:programme-year-start    POST      core    office   office   office    yes    yes    said      said          said      said
office:year-freeze             GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:year-frozen             GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:year-correct            GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:year-roll               GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:evaluation              GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:evaluation-sign         GET,POST  core    office   office   office    said   yes    said      said          said      said
office:evaluation-return       GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:periods                 GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:period                  GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:period-evaluate         GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:meetings                GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:meeting-plan            GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:meeting                 GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:meeting-calendar        GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:meeting-agenda          GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:meeting-issue           POST      core    office   office   office    yes    yes    said      said          said      said
office:meeting-reopen          POST      core    office   office   office    yes    yes    said      said          said      said
office:meeting-papers          GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:meeting-minutes         GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:meeting-decide          GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:meeting-task            GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:bodies                  GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:body                    GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:body-add                GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:body-end                GET,POST  core    office   office   office    yes    yes    said      said          said      said

# --- staff: drafts of the next edition are read by all and written, heard and adopted by the DX office ------------------------
office:drafts                  GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:draft                   GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:draft-changes           GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:draft-preview           GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:draft-begin             GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:draft-vision            GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:draft-chapter           GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:draft-row               GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:draft-pillar            GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:draft-heading           GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:draft-item              GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:draft-item-add          GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:draft-item-remove       GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:draft-add               GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:draft-initiative        GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:draft-withdraw          GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:draft-merge             GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:draft-split             GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:draft-hearing           GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:draft-answer            GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:draft-results           GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:draft-adopt             GET,POST  core    office   office   office    yes    yes    said      said          said      said
office:draft-restore           POST      core    office   office   office    yes    yes    said      said          said      said
office:draft-comments          GET       core    office   office   office    yes    yes    said      said          said      said

# --- a personal link is its own key: no session, and only what is its holder's --------------------------------------------
office:update                  GET       core    yes      yes      yes       yes    yes    yes       yes           yes       yes
office:update-one              GET,POST  core    yes      yes      yes       yes    yes    yes       yes           yes       yes

# --- staff: learning; lists are kept by the host, coverage is seen by who looks after people ------------------------------
office:learning                GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:learning-record         GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:learning-course         GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:learning-check          GET,POST  core    office   office   office    yes    yes    yes       yes           yes       yes
office:learning-result         GET       core    office   office   office    404    yes    404       404           404       404
office:learning-sessions       GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:learning-session        GET       core    office   office   office    yes    yes    yes       yes           yes       yes
office:learning-session-calendar GET      core    office   office   office    yes    yes    yes       yes           yes       yes
office:learning-session-new    GET,POST  core    office   office   office    404    yes    404       yes           404       404
office:learning-seat           POST      core    office   office   office    yes    yes    yes       yes           yes       yes
office:learning-seat-give-up   POST      core    office   office   office    yes    yes    yes       yes           yes       yes
office:learning-attend         GET,POST  core    office   office   office    yes    yes    yes       yes           yes       yes
office:learning-code           GET       core    office   office   office    404    yes    404       404           404       404
office:learning-attendance     GET,POST  core    office   office   office    404    yes    404       404           404       404
office:learning-call-off       GET,POST  core    office   office   office    404    yes    404       404           404       404
office:learning-coverage       GET       core    office   office   office    404    yes    404       yes           404       404
office:learning-coverage-csv   GET       core    office   office   office    404    yes    404       yes           404       404
office:learning-unit           GET       core    office   office   office    404    yes    404       yes           404       404
office:learning-roles          GET,POST  core    office   office   office    404    404    404       yes           404       404

# --- staff: the people of a unit; to whom they are not there, they are not ------------------------------------------------
office:staff                   GET       core    office   office   office    404    yes    404       yes           yes       404
office:staff-new               GET,POST  core    office   office   office    404    404    404       yes           yes       404
office:staff-person            GET       core    office   office   office    404    yes    404       yes           yes       404
office:staff-grant             GET,POST  core    office   office   office    404    404    404       yes           yes       404
office:staff-end               GET,POST  core    office   office   office    404    404    404       yes           yes       404
office:staff-deputy            GET,POST  core    office   office   office    404    yes    404       yes           yes       404
office:staff-email             GET,POST  core    office   office   office    404    404    404       yes           yes       404
office:staff-reset             GET,POST  core    office   office   office    404    404    404       yes           yes       404
office:staff-lock              POST      core    office   office   office    404    404    404       yes           yes       404
office:staff-unlock            POST      core    office   office   office    404    404    404       yes           yes       404
office:staff-sessions-end      POST      core    office   office   office    404    404    404       yes           yes       404

# --- staff: how the messages stand, for who looks after the house ----------------------------------------------------------
office:spool                   GET       core    office   office   office    404    404    404       yes           404       404
office:spool-message           GET,POST  core    office   office   office    404    404    404       yes           404       404

# --- staff: data that got into wrong hands, for the heads of the units whose it is ----------------------------------------
office:breaches                GET       core    office   office   office    404    yes    404       404           404       404
office:breach-new              GET,POST  core    office   office   office    404    yes    404       404           404       404
office:breach                  GET,POST  core    office   office   office    404    yes    404       404           404       404
office:breach-report           GET       core    office   office   office    404    yes    404       404           404       404
office:breach-notices          GET       core    office   office   office    404    yes    404       404           404       404
office:breach-decide           GET,POST  core    office   office   office    404    yes    404       404           404       404

# --- staff: which looks at cases are unusual, for auditors alone -------------------------------------------------------------
office:audit                   GET       core    office   office   office    404    404    404       404           404       yes
office:audit-csv               GET       core    office   office   office    404    404    404       404           404       yes

# --- staff: the yearly reshuffle, for who looks after the people of the whole town ----------------------------------------
office:reshuffles              GET,POST  core    office   office   office    404    404    404       404           yes       404
office:reshuffle-template      GET       core    office   office   office    404    404    404       404           yes       404
office:reshuffle-confirm       POST      core    office   office   office    404    404    404       404           yes       404
office:reshuffle-cancel        POST      core    office   office   office    404    404    404       404           yes       404

# --- staff: protections of residents, kept by their unit; a case that touches one is released and unmasked by its head ------
office:protections             GET       core    office   office   office    yes    yes    404       404           404       404
office:protection-new          GET,POST  core    office   office   office    yes    yes    404       404           404       404
office:protection              GET       core    office   office   office    yes    yes    404       404           404       404
office:protection-refuse       GET,POST  core    office   office   office    yes    yes    404       404           404       404
office:protection-renew        POST      core    office   office   office    yes    yes    404       404           404       404
office:protection-end-ask      GET,POST  core    office   office   office    yes    yes    404       404           404       404
office:protection-end          POST      core    office   office   office    said   yes    404       404           404       404
office:protection-keep         POST      core    office   office   office    yes    yes    404       404           404       404
office:release                 GET,POST  core    office   office   office    said   yes    404       404           404       404
office:unmask                  GET,POST  core    office   office   office    said   yes    404       404           404       404
office:mask                    POST      core    office   office   office    said   yes    404       404           404       404

# --- staff: an emergency look at a case of another unit, and its review ----------------------------------------------------
office:emergencies             GET       core    office   office   office    404    yes    404       404           404       yes
office:emergency-open          GET,POST  core    office   office   office    yes    yes    yes       404           404       404
office:emergency-case          GET       core    office   office   office    404    404    yes       404           404       404
office:emergency-consent       POST      core    office   office   office    404    yes    404       404           404       404
office:emergency-review        GET,POST  core    office   office   office    404    yes    404       404           404       yes
"""


@dataclass(frozen=True, slots=True)
class Route:
    """One line of the table."""

    name: str
    methods: frozenset[str]
    home: Home
    answers: dict[Who, str]


def _read(line: str) -> Route:
    name, methods, home, *words = line.split()
    assert len(words) == len(_COLUMNS), f"{name}: one word for each of {', '.join(_COLUMNS)}"
    assert set(words) <= {"yes", "404", "portal", "office", "said", "token"}, line
    return Route(name=name, methods=frozenset(methods.split(",")), home=home,  # type: ignore[arg-type]
                 answers=dict(zip(_COLUMNS, words, strict=True)))


ROUTES: Final = {route.name: route for route in map(
    _read, (line for line in _TABLE.splitlines() if line and not line.startswith("#")))}
