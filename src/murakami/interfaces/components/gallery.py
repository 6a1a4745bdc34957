"""The page that shows every component in all its states: `/-/components`."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from murakami.interfaces.components.example_fields import example_fields
from murakami.interfaces.components.example_sites import example_office, example_portal
from murakami.interfaces.components.examples import examples
from murakami.interfaces.components.field_view import problems_of


@require_http_methods(["GET", "HEAD", "POST"])
def show_components(request: HttpRequest) -> HttpResponse:
    """Draw the page; `?frame=office` in the clerks' layout, `?page=confirm` the page that asks once more. No SQL, no real data.

    What an example form sends is let go of: a button pressed here draws the page again.
    """
    office = request.GET.get("frame") == "office"
    fields = example_fields()
    page = "confirm" if request.GET.get("page") == "confirm" else "page"
    return render(
        request,
        f"components/gallery/{page}.html",
        {
            "layout": "layouts/office.html" if office else "layouts/portal.html",
            "site": example_office() if office else example_portal(),
            "office": office,
            "groups": fields,
            "problems": problems_of(field for group in fields for field in group.fields),
            **examples(),
        },
    )
