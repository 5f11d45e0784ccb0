"""Keeping terms, their names in every language, and the forms that search knows them by."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from portal.accounts.permissions import Permission
from portal.content.commands.context import Context
from portal.content.identity import new_public_id
from portal.content.models import NameForm, Term, TermText, TermType
from portal.errors import Invalid
from portal.events import stamps
from portal.i18n import languages
from portal.i18n.formatting import sort_key
from portal.i18n.marks import N_
from portal.text.markup import normalise
from portal.text.slugs import slug


def put_term(
    context: Context,
    kind: TermType,
    code: str,
    *,
    names: Mapping[str, str],
    country: str | None = None,
    forms: Mapping[str, Sequence[str]] | None = None,
    is_demo: bool = False,
) -> Term:
    """Make the term, or give it these names: one a language, empty ones refused with Invalid.

    ``forms`` are other spellings by language, added to those there are. Terms are never deleted: stories point at them.
    """
    context.actor.require(Permission.MANAGE_TERMS)
    session = context.session
    term = session.scalar(select(Term).where(Term.type == kind, Term.code == code))
    if term is None:
        term = Term(
            public_id=new_public_id(session),
            type=kind,
            code=code,
            country=country,
            is_demo=is_demo,
            created_at=context.now,
        )
        session.add(term)
        session.flush()
    for language, name in names.items():
        _put_name(term, languages.get(language), normalise(name).strip())
    _add_forms(context, term, forms or {})
    session.flush()
    context.audit("term.put", f"term:{term.id}", type=kind.value, code=code)
    stamps.bump(session, [stamps.SITE, *map(stamps.edition_key, languages.LANGUAGES)], at=context.now)
    return term


def _put_name(term: Term, language: languages.Language, name: str) -> None:
    if not name:
        raise Invalid(N_("A term needs a name in %(language)s."), code="name", language=language.code)
    text = next((text for text in term.texts if text.language == language.code), None)
    if text is None:
        text = TermText(language=language.code)
        term.texts.append(text)
    text.name, text.slug, text.sort_key = name, slug(name, language.code), sort_key(name, language)


def _add_forms(context: Context, term: Term, forms: Mapping[str, Sequence[str]]) -> None:
    known: set[tuple[str, str]] = set(
        context.session.execute(select(NameForm.language, NameForm.form).where(NameForm.term_id == term.id)).all()
    )
    for language, spellings in forms.items():
        for spelling in map(normalise, spellings):
            if (language, spelling) not in known:
                context.session.add(NameForm(term_id=term.id, language=language, form=spelling))
                known.add((language, spelling))
