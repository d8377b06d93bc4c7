"""Who there is at the desk: persons, roles, interests, the log of their accounts, and the first admin."""

import threading

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from api.commands.people import person as person_command
from api.errors import BadRequest, Conflict, NotFound
from api.people.visit import Visit
from api.settings import Settings
from api.storage.sql.engine import open_engine, reading, writing
from api.storage.sql.migrating import migrate
from api.storage.sql.people_tables import API_TOKEN, DESK_SESSION, INVITATION, PERSON, RECOVERY_CODE
from tests.desk.newsroom import PASSWORD, Newsroom


@pytest.fixture
def newsroom(engine: sa.Engine) -> Newsroom:
    return Newsroom.over(engine)


def test_a_person_is_found_by_id_and_by_name_however_it_is_written(newsroom: Newsroom) -> None:
    register = newsroom.people.register
    jane = register.add("  Jane   Straße ", ["editor", "reviewer"], by=None)
    assert (jane.name, sorted(jane.roles), jane.declared) == ("Jane Straße", ["editor", "reviewer"], None)
    assert newsroom.people.person(jane.id) == jane
    assert register.named("JANE STRASSE") == jane
    assert register.names([jane.id, "nobody"]) == {jane.id: "Jane Straße"}
    with pytest.raises(NotFound):
        newsroom.people.person("nobody")


@pytest.mark.parametrize("name", ["", "   ", "a" * 81, "a\nb\x00", "\u202eenaj"])
def test_what_is_no_name_is_refused(newsroom: Newsroom, name: str) -> None:
    if name == "a\nb\x00":
        name = "a\x00b"
    with pytest.raises(BadRequest, match="1 to 80 characters"):
        newsroom.people.register.add(name, ["editor"], by=None)


def test_two_persons_cannot_have_one_name(newsroom: Newsroom) -> None:
    newsroom.person("Jane")
    with pytest.raises(Conflict, match="called jane already"):
        newsroom.people.register.add("jane", ["editor"], by=None)
    assert len(newsroom.people.register.everyone()) == 1


@pytest.mark.parametrize("roles", [[], ["editor", "owner"]])
def test_a_person_has_roles_that_there_are(newsroom: Newsroom, roles: list[str]) -> None:
    with pytest.raises(BadRequest):
        newsroom.people.register.add("Jane", roles, by=None)


def test_the_last_admin_stays(newsroom: Newsroom) -> None:
    first, second = newsroom.person("First", "admin"), newsroom.person("Second", "admin")
    newsroom.people.register.set_roles(second.id, ["editor"], by=first.id)
    with pytest.raises(Conflict, match="nobody would be left"):
        newsroom.people.register.set_roles(first.id, ["editor"], by=first.id)
    with pytest.raises(Conflict, match="nobody would be left"):
        newsroom.people.register.close(first.id, by=first.id)
    assert newsroom.people.person(first.id) == first
    assert [each.kind for each in newsroom.people.register.events(of=first.id)] == ["password-set", "person-added"]


def test_of_two_admins_who_demote_each_other_at_once_one_stays(newsroom: Newsroom) -> None:
    pair = [newsroom.person("First", "admin"), newsroom.person("Second", "admin")]
    refused: list[Conflict] = []

    def demote(id: str) -> None:
        try:
            newsroom.people.register.set_roles(id, ["editor"], by=None)
        except Conflict as conflict:
            refused.append(conflict)

    threads = [threading.Thread(target=demote, args=(each.id,)) for each in pair]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(refused) == 1
    assert [each.roles for each in newsroom.people.register.everyone() if "admin" in each.roles] == [{"admin"}]


def test_a_closed_account_ends_what_it_opened_and_cannot_sign_in_until_it_is_open_again(newsroom: Newsroom) -> None:
    newsroom.person("Keeper", "admin")
    jane = newsroom.person("Jane", "editor")
    browser = newsroom.browser(jane)
    token = newsroom.people.tokens.make(jane, "script", ["triage"], 10, "")
    newsroom.people.register.close(jane.id, by=None)
    assert browser.get("/desk/").status_code == 303
    assert newsroom.people.tokens.find(token) is None
    assert "do not fit" in newsroom.browser().sign_in("Jane").text
    newsroom.people.register.open(jane.id, by=None)
    assert browser.get("/desk/").status_code == 303
    assert newsroom.people.tokens.find(token) is None
    assert newsroom.browser().sign_in("Jane").status_code == 303


def test_events_say_what_by_whom_from_where_and_no_secret(newsroom: Newsroom) -> None:
    admin, jane = newsroom.person("Admin", "admin"), newsroom.person("Jane", "editor")
    newsroom.people.register.set_roles(jane.id, ["reviewer"], by=admin.id)
    secrets = [PASSWORD, newsroom.people.invite(jane.id, by=admin.id)]
    jane = newsroom.people.person(jane.id)
    secrets.append(newsroom.people.tokens.make(jane, "cron", ["propose"], 10, Visit("192.0.2.77").network))
    secrets.append(newsroom.people.signing_in.by_password("Jane", PASSWORD, Visit("2001:db8:1:2::3")))
    events = newsroom.people.register.events(of=jane.id)
    assert [each.kind for each in events] == ["signed-in", "token-made", "invited", "roles-changed", "password-set", "person-added"]
    assert [each.by for each in events] == [jane.id, jane.id, admin.id, admin.id, None, None]
    assert [each.network for each in events[:2]] == ["2001:db8:1::/48", "192.0.2.0/24"]
    assert events[3].detail == "editor → reviewer"
    assert not any(secret in repr(events) for secret in secrets)


@pytest.mark.parametrize("change", ["UPDATE security_event SET kind = 'signed-out'", "DELETE FROM security_event"])
def test_the_database_refuses_to_change_or_remove_an_event(newsroom: Newsroom, change: str) -> None:
    newsroom.person("Jane")
    before = newsroom.people.register.events()
    with pytest.raises(Exception, match="only ever added"), writing(newsroom.engine) as connection:
        connection.execute(sa.text(change))
    assert newsroom.people.register.events() == before


def test_no_secret_is_in_the_database_as_it_was_given(newsroom: Newsroom) -> None:
    jane = newsroom.person("Jane", "admin")
    given = [PASSWORD, newsroom.token(jane), newsroom.people.invite(jane.id, by=None)]
    given.append(newsroom.people.tokens.make(jane, "cron", ["read-desk"], 10, ""))
    newsroom.people.second_factor.begin(jane)
    given.extend(newsroom.people.second_factor.renew_recovery_codes(jane, Visit()))
    with reading(newsroom.engine) as connection:
        tables = (PERSON, DESK_SESSION, INVITATION, API_TOKEN, RECOVERY_CODE)
        kept = repr([connection.execute(sa.select(table)).all() for table in tables])
    assert not [secret for secret in given if secret in kept]
    assert "$argon2id$" in kept


def test_a_secret_of_the_desk_is_made_once_for_all_its_processes(newsroom: Newsroom) -> None:
    made: list[bytes] = []
    threads = [threading.Thread(target=lambda: made.append(newsroom.people.register.secret("cookies"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(made) == 4 and len(set(made)) == 1 and len(made[0]) == 32
    assert newsroom.people.register.secret("other") != made[0]


@pytest.fixture
def settings(database: str) -> Settings:
    engine = open_engine(database)
    migrate(engine)
    engine.dispose()
    return Settings(database=database)


def test_the_first_admin_is_made_at_the_command_line_and_signs_in(settings: Settings) -> None:
    chosen = "five entirely different words"
    asked = ["add", "Jane", "--role", "admin", "--role", "reviewer"]
    made = CliRunner().invoke(person_command, asked, f"{chosen}\n{chosen}\n", obj=settings)
    assert (made.exit_code, made.stdout) == (0, "Jane: admin, reviewer\n"), made.output
    assert chosen not in made.output
    listed = CliRunner().invoke(person_command, ["list"], obj=settings)
    assert listed.stdout == "Jane\tadmin, reviewer\topen\tnothing declared\n"
    newsroom = Newsroom.over(open_engine(settings.database))
    assert newsroom.browser().sign_in("jane", chosen).status_code == 303
    newsroom.engine.dispose()


@pytest.mark.parametrize("typed", ["password1234\npassword1234\n", "jane is my name\njane is my name\n", "short\nshort\n"])
def test_the_command_line_takes_no_weak_password_and_then_adds_nobody(settings: Settings, typed: str) -> None:
    refused = CliRunner().invoke(person_command, ["add", "Jane", "--role", "admin"], typed, obj=settings)
    assert isinstance(refused.exception, BadRequest)
    assert CliRunner().invoke(person_command, ["list"], obj=settings).stdout == ""


def test_there_is_no_default_password(newsroom: Newsroom) -> None:
    newsroom.people.register.add("Jane", ["admin"], by=None)
    for tried in ("", "admin", "password", "Jane"):
        assert newsroom.browser().sign_in("Jane", tried).status_code == 403
