"""The index: whole names beat pieces, titles beat summaries, sentences are understood by what they name."""

from murakami.domain.procedures.search import SearchEntry, SearchIndex

INDEX = SearchIndex(
    [
        SearchEntry(
            "life_event", "birth", ("出産・子育て",), ("赤ちゃん", "子どもが生まれた"), ("生まれたときの手続",), rank=2
        ),
        SearchEntry("life_event", "moving", ("引っ越し",), ("転入",), ("住所が変わるときの手続",), rank=1),
        SearchEntry("procedure", "allowance", ("児童手当",), ("子ども手当",), ("子育ての手当をもらう",)),
        SearchEntry("procedure", "clinic", ("子ども医療費助成",), ("マル福",), ("医療費を助ける",)),
    ]
)


def ids(text: str) -> list[str]:
    return [hit.id for hit in INDEX.find(text)]


def test_find__prefers_a_whole_name():
    assert ids("子ども手当") == ["allowance"]
    assert ids("児童手当") == ["allowance"]


def test_find__understands_a_sentence_by_what_it_names():
    assert ids("赤ちゃんが生まれました、どうすればいいですか")[0] == "birth"
    assert ids("転入したいのですが")[0] == "moving"


def test_find__does_not_mind_how_a_verb_ends():
    assert ids("医療費を助けてほしいのですが")[0] == "clinic"
    assert ids("住所が変わりました")[0] == "moving"


def test_find__does_not_mind_width_kana_or_old_characters():
    assert ids("マル福") == ids("まる福") == ["clinic"]
    assert ids("引っ越し") == ids("引ッ越シ") == ["moving"]


def test_find__finds_a_single_character_by_its_beginning():
    assert set(ids("児")) == {"allowance"}


def test_find__ranks_equals_by_their_place():
    assert ids("手続")[:2] == ["moving", "birth"]


def test_find__keeps_to_the_limit():
    assert len(INDEX.find("手続", limit=1)) == 1
    assert SearchIndex(()).find("手続") == ()
