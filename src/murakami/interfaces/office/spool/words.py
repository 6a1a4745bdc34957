"""The words of the operator's pages: what hinders, what was refused, what waits, and the mend of each."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from murakami.foundation.spool.carrying.refusals import Reason
from murakami.foundation.spool.carrying.troubles import Trouble

ZONES: Final[Mapping[str, Promise]] = {"edge": _l("インターネット側"), "core": _l("LGWAN側")}

# what it is, and what to do; nothing of it loses anything
TROUBLES: Final[Mapping[str, tuple[Promise, Promise]]] = {
    Trouble.NOT_PAIRED: (_l("もう一方の区域の札が、まだありません。"),
                         _l("もう一方で murakami keys show を実行し、その出力をここで murakami keys trust に渡してください。")),
    Trouble.KEY: (_l("鍵のファイルが、そのままでは使えません。"), _l("下の説明のとおりに直してください。")),
    Trouble.NOT_BEGUN: (_l("インターネット側が、まだ始まっていません。"),
                        _l("インターネット側で murakami serve を動かしてください。動いているなら、同じディレクトリーがここにつながっているかを確かめてください。")),
    Trouble.GONE: (_l("区域のあいだのディレクトリーが見えません。"), _l("つながっていなければ、つないで（mount して）ください。つながれば自分で続けます。")),
    Trouble.OTHER_DIRECTORY: (_l("前とは別のディレクトリーがつながっています。"),
                              _l("前のものにつなぎ直してください。わざと替えたときは、両方で murakami spool new-directory を実行してください。")),
    Trouble.READ_ONLY: (_l("区域のあいだのディレクトリーに書けません（読み取り専用）。"), _l("書けるようにつなぎ直して（mount -o remount,rw）ください。")),
    Trouble.FULL: (_l("ディスクがいっぱいです。"), _l("場所を空けてください。空けば自分で続けます。")),
    Trouble.FORBIDDEN: (_l("区域のあいだのディレクトリーに、書く権限がありません。"), _l("持ち主と権限を、murakami を動かす人に合わせてください。")),
    Trouble.UNREACHABLE: (_l("区域のあいだのディレクトリーに届きません。"), _l("ネットワークとファイルサーバーを確かめてください。")),
    Trouble.FILE_DAMAGED: (_l("送る添付のファイルが、この区域で壊れているか、なくなっています。"),
                           _l("murakami verify で確かめ、バックアップの files から戻してください。戻れば自分で続けます。")),
    Trouble.AHEAD: (_l("もう一方が、ここからまだ送っていない番号まで受け取ったと言っています。"),
                    _l("この区域のデータが、古いバックアップから戻されています。新しいバックアップで戻してください。")),
    Trouble.BEHIND: (_l("もう一方が、受け取ったはずのものを、受け取っていないと言っています。"),
                     _l("もう一方のデータが、古いバックアップから戻されています。新しいバックアップで戻してください。")),
    Trouble.GAP: (_l("番号が一つ抜けています。"), _l("もう一方が書き直すのを待っています。長く続くときは、もう一方が動いているかを確かめてください。")),
}

REASONS: Final[Mapping[str, Promise]] = {
    Reason.NOT_ENVELOPE: _l("送り状の形をしていません"),
    Reason.CUT: _l("途中で切れています"),
    Reason.ALTERED: _l("書かれたときから変わっています"),
    Reason.UNKNOWN_KEY: _l("信じていない鍵で署名されています"),
    Reason.UNKNOWN_READER: _l("ここにない鍵あてに封がされています"),
    Reason.WRONG_RECEIVER: _l("ほかの区域あてです"),
    Reason.WRONG_NUMBER: _l("別の番号のものが置かれています"),
    Reason.CONTENT: _l("中身が送り状ではありません"),
    Reason.FILE_ALTERED: _l("添付のファイルが変わっています"),
    Reason.FILE_MISSING: _l("添付のファイルがありません"),
    Reason.BEYOND_WINDOW: _l("番号が先すぎます"),
}

TOPICS: Final[Mapping[str, Promise]] = {
    "filing.received": _l("手続の提出"), "filing.revised": _l("補正の提出"), "filing.withdrawn": _l("取下げ"),
    "filing.message": _l("市民からの連絡"), "delivery.consented": _l("電子交付への同意"), "letter.opened": _l("通知書の開封"),
    "intake.satisfied": _l("満足度の回答"), "hearing.commented": _l("意見公募への意見"), "case.progressed": _l("案件の進み"),
    "case.correction_requested": _l("補正のお願い"), "case.letter_issued": _l("通知書"), "case.message": _l("市民への連絡"),
    "mailbox.guarded": _l("マイページの保護（支援措置）"), "mandate.confirmed": _l("代理の確認"),
    "mandate.over": _l("代理の終わり（死亡）"),
    "mandate.ended": _l("代理の終わり"),
    "case.looked_at": _l("職員が見た記録"), "case.forgotten": _l("案件の消去"), "publication.issued": _l("公表するもの"),
    # work of this zone's own
    "letter.print": _l("通知書の印刷"), "cases.protection_alarm": _l("課長へのメール（支援措置）"),
    "cases.protection_look": _l("支援措置と案件の照らし合わせ"), "cases.emergency_alarm": _l("緊急閲覧を知らせるメール"),
    "cases.emergency_consented": _l("緊急閲覧の同意を知らせるメール"), "staff.reshuffle": _l("人事異動の反映"),
    "programme.digest": _l("取組の知らせのメール"), "programme.forget_commenters": _l("意見を出した人の消去"),
    "evidence.publish": _l("記録の証明の公表"), "events.seal": _l("記録の封"), "intake.expire": _l("古い書きかけの消去"),
    "indicators.update": _l("指標の計算"), "indicators.standings": _l("学びの状況の集計"), "indicators.origins": _l("案件の地域の集計"),
    "sessions.clear": _l("古いサインインの消去"), "files.drop_originals": _l("元のファイルの消去"), "files.sweep": _l("要らないファイルの消去"),
    "files.rescan": _l("ウイルスの調べ直し"), "looks.ask": _l("監査担当から課長へのメール"), "looks.tell": _l("見た記録を本人に知らせる"), "deaths.night": _l("亡くなった人の代理の終わり"), "mandates.night": _l("代理の期日の知らせ"),
    "mandates.last_day": _l("代理の期日を知らせるメール"),
    "protection.night": _l("支援措置の期限の確認"),
    "api.forget": _l("APIの古い記録の消去"), "mailbox.news": _l("マイページに届いたことを知らせるメール"),
}

# the kinds of errors that an operator can do something about; the code stands behind them all the same
FAILURES: Final[Mapping[str, Promise]] = {
    "ConnectionRefusedError": _l("つなぐ先（メールサーバーなど）が動いていないか、断りました。"),
    "TimeoutError": _l("つなぐ先（メールサーバーなど）から返事がありませんでした。"),
    "gaierror": _l("つなぐ先（メールサーバーなど）の名前が見つかりませんでした。"),
    "SMTPAuthenticationError": _l("メールサーバーが、名前とパスワードを受け付けませんでした。"),
    "SMTPRecipientsRefused": _l("メールサーバーが、あて先を受け付けませんでした。"),
    "SMTPServerDisconnected": _l("メールサーバーが、とちゅうで切りました。"),
    "OSError": _l("ディスクかネットワークを使えませんでした。"),
    "FileMissing": _l("ファイルがありません。"), "FileDamaged": _l("ファイルが壊れています。"),
    "NobodyListens": _l("この種類を扱う仕組みが、この版にありません。両方の区域の版を合わせてください。"),
    "every": _l("試すたびに、裏の仕組み（worker）が止まりました。"),
}

DECIDED: Final[Mapping[str, Promise]] = {"retried": _l("やり直した"), "discarded": _l("捨てた")}


def topic_words(topic: str) -> str:
    """Name a topic; one of a newer version, which this one does not know, keeps its code."""
    return str(TOPICS.get(topic, topic))


def failure_words(error: str) -> str:
    """Say what went wrong; "" where only the code says it."""
    return str(FAILURES.get(error.partition(" ")[0].rpartition(".")[2].rstrip(":"), ""))


def age_words(moment: datetime | None, *, at: datetime) -> str:
    """Say how long ago something was."""
    if moment is None:
        return _("まだありません")
    ago = max(at - moment, timedelta())
    if ago < timedelta(minutes=1):
        return _("1分以内")
    if ago < timedelta(hours=1):
        return _("{n}分前").format(n=int(ago.total_seconds() // 60))
    if ago < timedelta(days=1):
        return _("{n}時間前").format(n=int(ago.total_seconds() // 3600))
    return _("{n}日前").format(n=ago.days)


def moment_words(moment: datetime) -> str:
    """Write a moment as a clock and a calendar show it."""
    return f"{timezone.localtime(moment):%Y年%-m月%-d日 %H:%M}"
