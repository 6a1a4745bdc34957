"""The doctor: what is wrong with this installation, in plain words, each with its mend. It changes nothing.

Every check is a function from a `Patient` to findings; one that fails itself is a finding too. Where the database does
not answer, what needs it is not asked.
"""

from murakami.config.operation.doctor.examining import examine
from murakami.config.operation.doctor.finding import Finding, Patient

__all__ = ("Finding", "Patient", "examine")
