"""The fictitious outside world as one process: the providers of sign-in, the post office, the staff's codes."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from zoneinfo import ZoneInfo

from murakami.demo.addresses import CLIENT_ID, Service, WorldAddresses, residents_path, staff_path
from murakami.demo.postbox.catcher import Postbox, open_postbox
from murakami.demo.provider.business import BusinessProvider
from murakami.demo.provider.certificates import kept_issuer
from murakami.demo.provider.endpoints import Provider
from murakami.demo.provider.firms import PEOPLE
from murakami.demo.provider.keys import business_key, business_secret, client_key, provider_key, public_jwk
from murakami.demo.provider.people import read_card_holders
from murakami.demo.provider.server import Client
from murakami.demo.staff_sheet import read_staff, seconds_left
from murakami.demo.web import Asked, Reply, Site, listen, page, style

_JAPAN = ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True, slots=True)
class World:
    """Where the world stands, whom it serves and what it keeps: everything its pages show."""

    addresses: WorldAddresses
    data_dir: Path
    postbox: Postbox
    service: Service

    def site(self, *, redirect_uris: tuple[str, ...]) -> Site:
        """Put the pages and the providers together."""
        client = Client(client_id=CLIENT_ID, redirect_uris=redirect_uris, key=public_jwk(client_key(self.data_dir)))
        provider = Provider(issuer=self.addresses.issuer, key=provider_key(self.data_dir), clients=(client,),
                            people=read_card_holders(residents_path(self.data_dir)), cards=kept_issuer(self.data_dir))
        business = BusinessProvider(
            issuer=self.addresses.business_issuer, key=business_key(self.data_dir), people=PEOPLE,
            clients=(Client(client_id=CLIENT_ID, redirect_uris=redirect_uris, secret=business_secret(self.data_dir)),))
        return Site({
            ("GET", "/"): self.home, ("GET", "/mails"): self.mails, ("GET", "/style.css"): lambda _: style(),
            **provider.routes(), **business.routes(),
        })

    def home(self, _: Asked) -> Reply:
        """Show what there is, and how to sign in as staff."""
        now = datetime.now(_JAPAN)
        staff = read_staff(staff_path(self.data_dir))
        units = [(unit, [(row, row.code_at(now)) for row in rows]) for unit, rows in groupby(staff, key=attrgetter("unit"))]
        return page("home", units=units, seconds=seconds_left(now), mails=len(self.postbox.mails()), service=self.service)

    def mails(self, _: Asked) -> Reply:
        """Show the mails."""
        return page("mails", mails=self.postbox.mails())


def run_world(
    *, data_dir: Path, addresses: WorldAddresses, listen_on: str, service: Service, redirect_uris: tuple[str, ...]
) -> None:
    """Serve the world until the process is told to stop."""
    postbox = Postbox()
    world = World(addresses=addresses, data_dir=data_dir, postbox=postbox, service=service)
    with listen(world.site(redirect_uris=redirect_uris), host=listen_on, port=addresses.port) as server:
        mail = open_postbox(postbox, host=listen_on, port=addresses.mail_port)
        try:
            server.serve_forever()
        finally:
            mail.stop()
