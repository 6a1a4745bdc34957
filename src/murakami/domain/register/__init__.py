"""Register: the agency's copy of the resident records (住民記録の写し), core zone only.

It is read to compare what was filed with what is known and to find a person by name; it is never written by a resident.
A name is stored as it came; searching uses a separate key. A protected address (秘匿) is masked wherever it is shown;
who is protected, from whom and until when (支援措置) is kept here, set by the unit that keeps the records and ended by two people.
"""
