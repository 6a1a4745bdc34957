"""Requests that no browser of ours would send: each is answered as what it is, and nothing comes of it."""

import re
from datetime import timedelta
from unittest.mock import patch
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from murakami.foundation.accounts.models import Attempts
from tests.cast import Who
from tests.hostile.raw import ask
from tests.page_forms import read_form
from tests.scene import IS_NEW, Scene
from tests.tables import all_content, changed_since

CHARSETS = ("utf-7", "unicode_escape", "undefined", "idna", "base64", "rot13", "utf-16", "cp037", "punycode", "x" * 500)
KINDS = ("multipart/form-data; boundary=b", "application/x-www-form-urlencoded", "text/plain")


def cookie(scene: Scene, who: Who) -> str:
    return f"{settings.SESSION_COOKIE_NAME}={scene.sessions[who]}"


@pytest.mark.parametrize("charset", CHARSETS)
def test_charset__of_the_senders_choice_is_refused(charset: str, scene: Scene) -> None:
    body = b'--b\r\nContent-Disposition: form-data; name="me.name.family"\r\n\r\n+2AA-\\ud800\r\n--b--\r\n'
    page = reverse("portal:page", args=[scene.draft, "adult:me"])
    before = all_content()
    for kind in KINDS:
        for method, where in (("POST", page), ("GET", "/search/?q=%2B2AA-"), ("POST", "/office/sign-in/")):
            answer = ask(method, where, body, content_type=f"{kind}; charset={charset}",
                         HTTP_COOKIE=cookie(scene, Who.RESIDENT))
            assert answer.status == 400, f"{method} {where} {kind}"
    assert changed_since(before) == set()


def test_charset__of_our_own_is_taken(scene: Scene) -> None:
    for charset in ("utf-8", "UTF-8", "utf8"):
        assert ask("GET", "/search/?q=a", content_type=f"text/plain; charset={charset}").status == 200


# --- query strings ------------------------------------------------------------------------------------------------------

PARAMETERS = {
    "/search/": ("q",), "/towns/": ("postal_code",), "/-/display": ("lang", "text", "next"), "/-/components": ("frame", "page"),
    "/": ("x",), "/procedures/": ("q",), "/my/": ("before",), "/my/letters/": ("before",), "/my/letters/{letter}/": ("save",),
    "/sign-in/": ("next", "level"), "/sign-in/card/back/": ("state", "code", "error", "iss"), "/office/sign-in/": ("next",),
    "/talks/{draft}/guide/me.lives_in_city/": ("back",), "/talks/{draft}/pages/adult:me/": ("back",),
    "/office/": ("pile", "order", "unit", "procedure", "state", "words", "after", "before"),
    "/office/cases/{case}/correct/": ("item",), "/office/cases/{case}/": ("tab", "revision")}
ODD = ("", "%00", "%ED%A0%80", "%FF%FE", "%E2%80%AE", "-1", "0", "9" * 30, "9" * 4400, "1e309", "NaN", "null", "%5B%5D",
       "2026-13-45%7C1", "%7C%C2%B2", "%7C99999999999999999999", "0001-01-01%7C1", "%D9%A1%D9%A2", "%27%22%3E%3Cscript%3E",
       "%25%25%25s", "{{7*7}}", "..%2F..%2Fetc%2Fpasswd", "%0d%0aSet-Cookie:%20a=b", "a" * 3000, "%F0%9F%8D%BC%E2%80%8D")


@pytest.mark.parametrize("path", PARAMETERS)
def test_query__of_any_shape_is_answered_and_changes_nothing(path: str, scene: Scene) -> None:
    target = path.format(draft=scene.draft, letter=scene.letter, case=scene.receipts[IS_NEW])
    scene.browser(Who.RESIDENT).get(f"/my/letters/{scene.letter}/")  # opening it for the first time is told
    before = all_content()
    browser = scene.browser(Who.HEAD if path.startswith("/office/c") or path == "/office/" else Who.RESIDENT)
    for value in ODD:
        answer = browser.get(f"{target}?" + "&".join(f"{name}={value}&{name}={value}" for name in PARAMETERS[path]))
        assert answer.status_code < 500, value[:60]
        assert b"<script>" not in answer.content
        assert not re.search(r"[\r\n]", answer.headers.get("Location", ""))
    assert changed_since(before) == set()


# --- where one is led ----------------------------------------------------------------------------------------------------

AWAY = ("https://evil.example/", "//evil.example/", "///evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
        "http:evil.example", "https:/evil.example", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", " //evil.example",
        "\x01//evil.example", "/\x00/evil.example", "/%09/evil.example@", "//testserver@evil.example", "https://testserver.evil.example",
        "https://testserver@evil.example/", "/\u2028/evil.example", "／／evil.example", "/..//evil.example", "%2f%2fevil.example",
        "/\r\nLocation: //evil.example", "?next=//evil.example", "//evil%E3%80%82example", "http://[::1", "/" + "a" * 5000)


@pytest.mark.parametrize("wanted", AWAY)
def test_redirect__leads_nowhere_else(wanted: str, scene: Scene) -> None:
    for who, method, path in (
            (Who.STRANGER, "get", "/-/display"), (Who.STRANGER, "get", "/sign-in/"), (Who.CLERK, "get", "/office/sign-in/"),
            (Who.STRANGER, "get", "/office/sign-in/"), (Who.STRANGER, "post", "/sign-in/email/"),
            (Who.CLERK, "post", f"/office/cases/{scene.receipts[IS_NEW]}/start")):
        sent = {"next": wanted, "back": wanted, "then": wanted, "lang": "en", "email.value": "somebody@example.jp"}
        browser = scene.browser(who)
        answer = getattr(browser, method)(path, sent)
        assert answer.status_code < 500
        if answer.status_code in {301, 302, 303}:
            assert leads_home(answer["Location"]), f"{path}: {answer['Location']}"
        else:
            assert not any(leads_away(href) for href in re.findall(r'(?:href|action)="([^"]*)"', answer.content.decode()))


def test_redirect__after_signing_in_leads_only_home(scene: Scene) -> None:
    for wanted in AWAY:
        browser = scene.browser(Who.STRANGER)
        Attempts.objects.all().delete()  # so many codes at once would be refused
        browser.post("/sign-in/email/", {"email.value": "somebody@example.jp", "next": wanted})
        code = re.search(r"\d{6}", mail.outbox[-1].body)
        assert code
        assert leads_home(browser.post("/sign-in/email/code/", {"code": code[0], "next": wanted})["Location"]), wanted


def leads_home(where: str) -> bool:
    as_a_browser_reads_it = urljoin("http://testserver/-/display", where.replace("\\", "/"))
    return urlsplit(as_a_browser_reads_it).netloc == "testserver" and not re.search(r"[\x00-\x20]", where)


def leads_away(where: str) -> bool:
    return "evil" in urlsplit(where.strip().replace("\\", "/")).netloc or where.strip().lower().startswith(("javascript:", "data:"))


# --- hosts, proxies, cookies -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "evil.example:80", "testserver:80@evil.example",
                                  "testserver, evil.example", "", "[::1", "a" * 300, "<script>", "testserver\tevil.example"])
def test_host__of_somebody_else_is_refused(host: str, scene: Scene) -> None:
    for where in ("/", "/sign-in/", "/office/sign-in/", "/-/display?next=https://evil.example/", "/healthz"):
        answer = ask("GET", where, HTTP_HOST=host)
        assert answer.status in {200, 302, 400}
        assert "evil.example" not in answer.body + answer.headers.get("Location", "")
    answer = ask("POST", "/sign-in/card/", HTTP_HOST=host, HTTP_X_FORWARDED_HOST="evil.example")
    assert "evil.example" not in answer.headers.get("Location", "")


def test_host__a_forwarded_one_is_not_believed(scene: Scene) -> None:
    answer = ask("GET", "/my/", HTTP_X_FORWARDED_HOST="evil.example", HTTP_X_FORWARDED_PROTO="https", HTTP_FORWARDED="host=evil.example")
    assert answer.status == 302
    assert answer.headers["Location"].startswith("/sign-in/")


SESSIONS = ("", "x", "a" * 32, "A" * 32, "a" * 5000, "'; DROP TABLE django_session; --",
            "../../etc/passwd", "葛城".encode().decode("latin-1") * 4, "\u00ff" * 32, '"\\377\\376aaaaaaaaaaaa"', "1", "null")


@pytest.mark.parametrize("key", SESSIONS)
def test_session__that_is_forged_opens_nothing(key: str, scene: Scene) -> None:
    before, sessions = all_content(), Session.objects.count()
    for where, sign_in in (("/my/", "/sign-in/"), (f"/office/cases/{scene.receipts[IS_NEW]}/", "/office/sign-in/")):
        answer = ask("GET", where, HTTP_COOKIE=f"{settings.SESSION_COOKIE_NAME}={key}")
        assert answer.status == 302
        assert answer.headers["Location"].startswith(sign_in)
    assert ask("GET", f"/talks/{scene.draft}/", HTTP_COOKIE=f"{settings.SESSION_COOKIE_NAME}={key}").status == 404
    assert ask("GET", "/", HTTP_COOKIE=f"{settings.SESSION_COOKIE_NAME}={key}; language={key}; text_size={key}; messages={key}").status == 200
    assert changed_since(before) == set()
    assert Session.objects.count() == sessions


def test_session__with_a_nul_in_its_key_is_a_bad_request(scene: Scene) -> None:
    for name in (settings.SESSION_COOKIE_NAME, "messages", "language"):
        assert ask("GET", "/my/", HTTP_COOKIE=f'{name}="aaaaaaaa\\000bbbbbbbbbbbbbbbbbbbbbbbb"').status == 400


def test_session__signed_out_opens_nothing_any_more(scene: Scene) -> None:
    for who, out, inside in ((Who.RESIDENT, "/sign-in/out/", "/my/"), (Who.CLERK, "/office/sign-in/out/", "/office/")):
        browser = scene.browser(who)
        stolen = browser.cookies[settings.SESSION_COOKIE_NAME].value
        browser.post(out)
        assert ask("GET", inside, HTTP_COOKIE=f"{settings.SESSION_COOKIE_NAME}={stolen}").status == 302


def test_session__past_its_time_opens_nothing_and_says_so(scene: Scene) -> None:
    later = {Who.RESIDENT: timedelta(hours=2, minutes=1), Who.CLERK: timedelta(minutes=31)}
    for who, inside in ((Who.RESIDENT, "/my/"), (Who.CLERK, "/office/")):
        browser = scene.browser(who)
        with patch("murakami.foundation.accounts.middleware.timezone.now", return_value=timezone.now() + later[who]):
            answer = browser.get(inside)
        assert answer.status_code == 302
        assert "sign-in" in answer["Location"]
        assert browser.get(inside).status_code == 302, "the session was only hidden"


def test_token__of_another_browser_is_refused(scene: Scene) -> None:
    page = reverse("portal:page", args=[scene.draft, "adult:me"])
    foreign = scene.browser(Who.NEIGHBOUR)
    token = read_form(foreign.get("/my/delivery/").content).values["csrfmiddlewaretoken"][0]
    mine = scene.browser(Who.RESIDENT, checks_csrf=True)
    form = read_form(mine.get(page).content, holding="csrfmiddlewaretoken").filled(csrfmiddlewaretoken=token)
    before = all_content()
    for method in (mine.post, lambda where, sent: mine.post(where, sent, headers={"X-CSRFToken": token})):
        assert method(page, form).status_code in {302, 403}
    for origin in ("https://evil.example", "null", "http://testserver.evil.example"):
        whole = read_form(mine.get(page).content, holding="csrfmiddlewaretoken").filled()
        assert mine.post(page, whole, headers={"Origin": origin}).status_code in {302, 403}
    assert changed_since(before) == set()


# --- bodies ----------------------------------------------------------------------------------------------------------------

B = b"--b\r\nContent-Disposition: form-data; name="
BODIES = {
    "json": ("application/json", b'{"me.phone.value": "yes"}'), "xml": ("text/xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"),
    "no boundary": ("multipart/form-data", b"x"), "long boundary": ("multipart/form-data; boundary=" + "b" * 300, b"x"),
    "odd boundary": ("multipart/form-data; boundary=\u00fc", b"x"), "no end": ("multipart/form-data; boundary=b", B + b'"a"\r\n\r\nx'),
    "no name": ("multipart/form-data; boundary=b", b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n"),
    "base64": ("multipart/form-data; boundary=b", B + b'"a"; filename="x"\r\nContent-Transfer-Encoding: base64\r\n\r\n====x\r\n--b--\r\n'),
    "long header": ("multipart/form-data; boundary=b", B + b'"' + b"a" * 20_000 + b'"\r\n\r\nx\r\n--b--\r\n'),
    "nested": ("multipart/form-data; boundary=b", b"--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n--b--\r\n"),
    "many fields": ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(5_000))),
    "many parts": ("multipart/form-data; boundary=b", b"".join(B + b'"a%d"\r\n\r\nx\r\n' % n for n in range(2_000)) + b"--b--\r\n"),
    "many files": ("multipart/form-data; boundary=b", b"".join(B + b'"f"; filename="%d.png"\r\n\r\nx\r\n' % n for n in range(50)) + b"--b--\r\n"),
    "surrogates": ("application/x-www-form-urlencoded", b"me.name.family=%ED%A0%80&seen=%ED%A0%80&csrfmiddlewaretoken=%00"),
    "not utf-8": ("application/x-www-form-urlencoded", b"me.name.family=\xff\xfe\x80&\x80=\xff"),
    "separators": ("application/x-www-form-urlencoded", b"&&&===;;;%%%&=&=%&%=%zz"),
}


@pytest.mark.parametrize("shape", BODIES)
@pytest.mark.parametrize(("who", "where"), [
    (Who.RESIDENT, "/talks/{draft}/pages/adult:me/"), (Who.RESIDENT, "/talks/{draft}/attachments/"),
    (Who.RESIDENT, "/my/filings/{case}/"), (Who.CLERK, "/office/cases/{case}/talk/"), (Who.STRANGER, "/sign-in/email/"),
    (Who.STRANGER, "/office/sign-in/")])
def test_body__that_cannot_be_read_is_said_to_be_so(shape: str, who: Who, where: str, scene: Scene) -> None:
    kind, body = BODIES[shape]
    target, before = where.format(draft=scene.draft, case=scene.receipts[IS_NEW]), all_content()
    answer = scene.browser(who).generic("POST", target, body, content_type=kind)
    assert answer.status_code in {302, 400, 403, 413, 422}
    assert answer.status_code != 302 or answer["Location"].startswith(("/talks/", "/my/", "/sign-in/"))
    assert changed_since(before) - {"intake.Intake"} == set()  # attachments: nothing is promised for later any more


def test_body__with_a_count_of_bytes_that_is_none_is_refused(scene: Scene) -> None:
    for count in ("-1", "1e9", "９", "9" * 19, "9" * 5000, "0x10", " 7", "7,7"):
        assert ask("POST", "/sign-in/email/", b"a=1", CONTENT_LENGTH=count).status in {400, 403, 413, 422}, count
