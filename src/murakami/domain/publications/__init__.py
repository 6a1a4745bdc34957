"""Publications: documents that the agency has made public, each whole, with its digest and its time.

Public pages and feeds read nothing else. In the core zone a publication is written where the work is done; it travels
to the edge as a message, so the same pages stand in every installation, also in one that has only the core.
"""
