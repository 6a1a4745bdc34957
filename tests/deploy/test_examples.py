"""The examples of web servers in front: what matters is in them, and where the server is installed it reads them."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.deploy.bundling import ROOT

NGINX = ROOT / "deploy" / "examples" / "nginx.conf"
CADDY = ROOT / "deploy" / "examples" / "Caddyfile"


def test_nginx__believes_no_visitor_about_who_they_are_and_keeps_figures_inside() -> None:
    text = NGINX.read_text(encoding="utf-8")
    for line in ("proxy_set_header X-Forwarded-For $remote_addr;", "proxy_set_header Host $host;", "ssl_protocols       TLSv1.2 TLSv1.3;",
                 "proxy_set_header X-Forwarded-Proto $scheme;", "location = /metrics { return 404; }"):
        assert line in text
    assert text.count("{") == text.count("}")


@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed")
def test_nginx__reads_the_example(tmp_path: Path) -> None:
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1", "-subj",
                    "/CN=shinsei.example.jp", "-keyout", tmp_path / "key.pem", "-out", tmp_path / "fullchain.pem"], check=True, capture_output=True)
    text = NGINX.read_text(encoding="utf-8").replace("/etc/ssl/murakami", str(tmp_path))
    whole = tmp_path / "nginx.conf"
    places = "".join(f"{name}_temp_path {tmp_path}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    whole.write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\naccess_log off;\n{places}\n{text}\n}}\n", encoding="utf-8")
    looked = subprocess.run(["nginx", "-t", "-c", whole, "-e", tmp_path / "error.log"], capture_output=True, text=True, check=False)
    assert looked.returncode == 0, looked.stderr


@pytest.mark.skipif(shutil.which("caddy") is None, reason="caddy is not installed")
def test_caddy__reads_the_example() -> None:
    looked = subprocess.run(["caddy", "adapt", "--config", CADDY, "--adapter", "caddyfile"], capture_output=True, text=True, check=False)
    assert looked.returncode == 0, looked.stderr
