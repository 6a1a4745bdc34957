"""The pages of the policy that is published in a test's database."""

from murakami.domain.publications.queries import find_published, list_heads


def policy_pages() -> tuple[str, ...]:
    """List a page of every kind: the editions, what changed, and the initiative with the longest story."""
    heads = list_heads("policy-edition", "policy-changes")
    editions = sorted(head.key for head in heads if head.kind == "policy-edition")
    changes = [head.key for head in heads if head.kind == "policy-changes"]
    newest = find_published("policy-edition", editions[-1])
    assert newest is not None
    longest = max(newest.document["initiatives"], key=lambda one: len(str(one["story"])))
    return ("/policy/", *(f"/policy/editions/{key}/" for key in editions), f"/policy/initiatives/{longest['code']}/",
            *(f"/policy/changes/{key}/{query}" for key in changes for query in ("", "?as=table")),
            "/policy/schedule/", "/policy/findings/")
