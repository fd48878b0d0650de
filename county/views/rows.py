"""The county's data for those who edit it: tables, rows, history. Generic over `county.tables`."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from county import services, tables
from county.forms import row_form
from county.history import changes_of
from county.models import County
from county.tables import EditableTable
from foundation.errors import DomainError
from foundation.pages import Crumb, page_of

HOME = Crumb("Arbetsyta", "/arbete/")
SEARCHED = ("name", "key", "title", "text", "email", "indefinite", "role", "user__name")


def _table(request: HttpRequest, slug: str) -> EditableTable:
    table = tables.get(slug)
    if table is None and tables.edited_by(request.user):
        raise Http404
    if table is None or not table.editors(request.user):
        raise PermissionDenied
    return table


def _crumbs(table: EditableTable | None = None, *labels: str) -> list[Crumb]:
    crumbs = [HOME, Crumb("Länets uppgifter", reverse("county_tables"))]
    if table:
        crumbs.append(Crumb(table.plural.capitalize(), reverse("county_rows", args=[table.slug])))
    crumbs += [Crumb(label) for label in labels]
    return [*crumbs[:-1], Crumb(crumbs[-1].label)]


@login_required
@require_safe
def table_list(request: HttpRequest) -> HttpResponse:
    """The tables that one may edit, by group, with how many rows each has."""
    mine = tables.edited_by(request.user)
    if not mine:
        raise PermissionDenied
    groups = [
        (name, [(table, table.model._default_manager.count()) for table in each])
        for name, each in mine.items()
    ]
    return render(request, "county/table_list.html", {"groups": groups, "crumbs": _crumbs()})


@login_required
@require_safe
def row_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The rows of one table, searched and paged."""
    table = _table(request, slug)
    query = request.GET.get("q", "").strip()
    related = [
        name for name in (*table.columns, "user", "role", "body", "organisation", "edition", "step")
        if name in {f.name for f in table.model._meta.concrete_fields if f.is_relation}
    ]  # fmt: skip
    rows = table.model._default_manager.select_related(*related)
    if query:
        names = {field.name for field in table.model._meta.get_fields()}
        wanted = Q()
        for path in SEARCHED:
            if path.partition("__")[0] in names:
                wanted |= Q(**{f"{path}__icontains": query})
        rows = rows.filter(wanted)
    page = page_of(request, rows)
    heads = [str(table.model._meta.get_field(name).verbose_name) for name in table.columns]  # type: ignore[union-attr]
    cells = [
        (row, [(head, _shown(row, name)) for head, name in zip(heads, table.columns, strict=True)])
        for row in page
    ]
    return render(
        request,
        "county/row_list.html",
        {
            "table": table, "rows": cells, "heads": heads, "page": page, "query": query,
            "can_add": table.model is not County,
            "crumbs": _crumbs(table),
        },
    )  # fmt: skip


@login_required
def row_edit(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    """Change or add one row. Two people on the same version: the second is told."""
    table = _table(request, slug)
    row = get_object_or_404(table.model, pk=pk) if pk else None
    form = row_form(table)(request.POST or None, instance=row)
    problems: tuple[Any, ...] = ()
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            version = int(request.POST.get("version") or 0)
            try:
                saved = services.save_row(
                    table=table, form=form, version=version, actor=request.user
                )
            except DomainError as error:
                problems, status = error.problems, error.status
            else:
                messages.success(request, f"”{saved}” är sparad.")
                return redirect("county_rows", slug=slug)
    label = str(row) if row else f"Lägg till {table.singular}"
    return render(
        request,
        "county/row_edit.html",
        {
            "table": table, "row": row, "form": form, "label": label,
            "version": request.POST.get("version") or (row.version if row else 0),
            "problems": problems,
            "crumbs": _crumbs(table, label),
        },
        status=status,
    )  # fmt: skip


@login_required
def row_delete(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask, then delete. What is used elsewhere stays, and the page says by what."""
    table = _table(request, slug)
    row = get_object_or_404(table.model, pk=pk)
    problems: tuple[Any, ...] = ()
    status = 200
    if request.method == "POST":
        version = int(request.POST.get("version") or 0)
        try:
            services.delete_row(table=table, pk=pk, version=version, actor=request.user)
        except DomainError as error:
            problems, status = error.problems, error.status
        else:
            messages.success(request, f"”{row}” är borttagen.")
            return redirect("county_rows", slug=slug)
    return render(
        request,
        "county/row_delete.html",
        {
            "table": table, "row": row, "problems": problems,
            "crumbs": _crumbs(table, f"Ta bort {row}"),
        },
        status=status,
    )  # fmt: skip


@login_required
@require_safe
def row_history(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Who changed what in a row, latest first. Works for rows that have been deleted."""
    table = _table(request, slug)
    changes = changes_of(table.model, pk)
    if not changes:
        raise Http404
    return render(
        request,
        "county/row_history.html",
        {
            "table": table, "pk": pk, "name": changes[0].name, "changes": changes,
            "crumbs": _crumbs(table, f"Ändringar i {changes[0].name}"),
        },
    )  # fmt: skip


def _shown(row: Any, column: str) -> str:
    value = getattr(row, column)
    display = getattr(row, f"get_{column}_display", None)
    if display:
        return str(display())
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return "" if value is None else str(value)
