"""The language that a text is surely in."""

import pytest

from aftersales.language.tongue import surely_in


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We are sorry that the jacket does not fit you and that it took so long.", "en"),
        ("Es tut uns sehr leid, dass die Jacke nicht passt und wir Ihnen nicht helfen konnten.", "de"),
        ("Nous sommes désolés que la veste ne vous aille pas et que cela ait pris du temps.", "fr"),
        ("Lamentamos que la chaqueta no le quede bien y que todo esto haya sido tan lento para usted.", "es"),
        ("非常抱歉，外套不合身。我们会为您办理换货。", "zh"),
        ("ジャケットのサイズが合わず申し訳ございません。", "ja"),
        ("재킷이 맞지 않아 죄송합니다.", "ko"),
        ("Нам очень жаль, что куртка вам не подошла и что вы так долго ждали, но мы уже всё решили.", "ru"),
        (
            "Доброго дня, ми не можемо на жаль це зробити за вас, але ви можете повернути товар до нас із чеком.",
            None,
        ),
        ("نحن آسفون لأن السترة لم تكن على مقاسك، ولكن هذا ما يمكن أن نفعله من أجلك في هذا الأسبوع", "ar"),
        ("OK, danke!", None),
        ("", None),
        ("12345 / 67", None),
    ],
)
def test_a_language_is_named_only_where_it_is_sure(text: str, language: str | None) -> None:
    """Signs or small words decide; a word or two decide nothing."""
    assert surely_in(text) == language


def test_a_foreign_word_changes_nothing() -> None:
    """Names of goods and cities stand in answers of any language."""
    text = "We have sent the Jacke für Herren to you again, and it should be with you by the end of the week."
    assert surely_in(text) == "en"
