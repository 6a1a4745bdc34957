"""Two people publish at the same moment: one of them is told to look at the other's work first."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection

from murakami.domain.procedures.compiling import compile_library
from murakami.domain.procedures.documents import DefinitionDocument, DocumentKind
from murakami.domain.procedures.models import Head, PublishedDocument
from murakami.domain.procedures.operations import NotBasedOnHead, publish
from murakami.kernel.json_values import canonical_json
from tests.sample_pack import lint_clean

WRITERS = 4


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_new", [True, False])
def test_publish__lets_one_of_several_at_once_go_ahead(pack: Path, at: datetime, is_new: bool):
    first = next(one for one in compile_library(lint_clean(pack).library) if one.kind is DocumentKind.PROCEDURE)
    based_on = None if is_new else publish(document=first, based_on=None, publisher="somebody", at=at).after
    barrier = Barrier(WRITERS)

    def write(fee: int) -> str:
        content = json.loads(canonical_json(first.content))
        content["procedure"]["fee"]["yen"] = fee
        barrier.wait()
        try:
            document = DefinitionDocument(first.kind, first.id, content)
            return publish(document=document, based_on=based_on, publisher="somebody", at=at).after
        except NotBasedOnHead:
            return "told to look first"
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        results = list(pool.map(write, range(1, WRITERS + 1)))
    assert results.count("told to look first") == WRITERS - 1
    assert Head.objects.get().sha in results
    assert PublishedDocument.objects.count() == (1 if is_new else 2)
