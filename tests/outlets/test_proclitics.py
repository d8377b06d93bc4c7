"""Forms of Arabic names in running text."""

from api.outlets.proclitics import written_forms


def test_an_arabic_name_is_found_with_what_is_written_onto_it() -> None:
    assert list(written_forms("رويترز")) == ["رويترز", "ورويترز", "فرويترز", "برويترز", "لرويترز", "كرويترز"]


def test_li_swallows_the_first_letter_of_the_article() -> None:
    forms = list(written_forms("الجزيرة"))
    assert "للجزيرة" in forms
    assert "لالجزيرة" not in forms
    assert "والجزيرة" in forms


def test_a_name_in_another_script_has_one_form() -> None:
    assert [list(written_forms(name)) for name in ("Reuters", "新华社", "ТАСС")] == [["Reuters"], ["新华社"], ["ТАСС"]]
