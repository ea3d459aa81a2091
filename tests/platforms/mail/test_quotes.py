import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftersales.platforms.mail.quotes import newly_written

QUOTED = {
    "en": "On Mon, 3 Mar 2026 at 10:00, Shop <a@b.example>\nwrote:\n> Dear Ann",
    "de": "Am 03.03.2026 um 10:00 schrieb Shop <a@b.example>:\n> Liebe Ann",
    "de without marks": "Am 03.03.2026 um 10:00 schrieb Shop <a@b.example>:\nLiebe Ann",
    "fr": "Le lun. 3 mars 2026 à 10:00, Shop <a@b.example> a écrit :\n> Chère Ann",
    "es": "El lun, 3 mar 2026 a las 10:00, Shop (<a@b.example>) escribió:\n> Hola",
    "it": "Il giorno lun 3 mar 2026 alle ore 10:00 Shop <a@b.example> ha scritto:\n> Ciao",
    "nl": "Op ma 3 mrt 2026 om 10:00 schreef Shop <a@b.example>:\n> Hallo",
    "sv": "Den mån 3 mars 2026 kl 10:00 skrev Shop <a@b.example>:\n> Hej",
    "pl": "W dniu pon., 3 mar 2026 o 10:00 Shop <a@b.example> napisał(a):\n> Witaj",
    "ja": "2026年3月3日(火) 10:00 Shop <a@b.example>:\n> こんにちは",
    "zh": "在 2026年3月3日，10:00，Shop <a@b.example> 写道：\n> 你好",
    "163": 'At 2026-03-03 10:00:00, "Shop" <a@b.example> wrote:\nDear Ann',
    "pt": "Em ter., 3 de mar. de 2026 às 10:00, Shop <a@b.example> escreveu:\n> Olá",
    "ru": "вт, 3 мар. 2026 г. в 10:00, Shop <a@b.example>:\n> Добрый день",
    "ru wrapped": "вт, 3 мар. 2026 г. в 10:00, Shop With Quite A Long Name <\na@b.example>:\n> Добрый день",
    "ru mail.ru": "Вторник, 3 марта 2026, 10:00 +03:00 от Shop <a@b.example>:\nДобрый день",
    "tr": "Shop <a@b.example>, 3 Mar 2026 Sal, 10:00 tarihinde şunu yazdı:\n> Merhaba",
    "ko": "2026년 3월 3일 (화) 오전 10:00, Shop <a@b.example>님이 작성:\n> 안녕하세요",
    "he": "בתאריך יום ג׳, 3 במרץ 2026 ב-10:00 מאת Shop <a@b.example>:\n> שלום",
    "ar": "في الثلاثاء، 3 مارس 2026 في 10:00 كتب Shop <a@b.example>:\n> مرحبا",
    "vi": "Vào Th 3, 3 thg 3, 2026 vào lúc 10:00 Shop <a@b.example> đã viết:\n> Xin chào",
    "pl short": "wt., 3 mar 2026 o 10:00 Shop <a@b.example> napisał(a):\n> Witaj",
    "hu": "Shop <a@b.example> ezt írta (időpont: 2026. márc. 3., K, 10:00):\n> Jó napot",
    "qq": "------------------ 原始邮件 ------------------\n发件人: Shop\n发送时间: 2026年3月3日\n\n你好",
    "outlook en": "From: Shop\nSent: Monday\nTo: Ann\nSubject: x\n\nDear Ann",
    "outlook de": "Von: Shop\nGesendet: Montag\nAn: Ann\nBetreff: x\n\nLiebe Ann",
    "outlook fr": "De : Shop\nEnvoyé : lundi\nÀ : Ann\nObjet : x\n\nChère Ann",
    "outlook ja": "差出人: Shop\n送信日時: 2026/3/3\n宛先: Ann\n件名: x\n\nこんにちは",
    "outlook ru": "От: Shop\nОтправлено: вторник\nКому: Ann\nТема: x\n\nДобрый день",
    "outlook tr": "Kimden: Shop\nGönderildi: Salı\nKime: Ann\nKonu: x\n\nMerhaba",
    "outlook ko": "보낸 사람: Shop\n보낸 날짜: 화요일\n받는 사람: Ann\n제목: x\n\n안녕하세요",
    "outlook pl": "Od: Shop\nWysłano: wtorek\nDo: Ann\nTemat: x\n\nWitaj",
    "outlook ar": "من: Shop\nتاريخ الإرسال: الثلاثاء\nإلى: Ann\n\nمرحبا",
    "outlook he": "מאת: Shop\nנשלח: יום שלישי\nאל: Ann\n\nשלום",
    "outlook vi": "Từ: Shop\nĐã gửi: Thứ Ba\nĐến: Ann\n\nXin chào",
    "old outlook ru": "-----Исходное сообщение-----\nОт: Shop\n\nДобрый день",
    "old outlook ko": "-----원본 메시지-----\nShop\n\n안녕하세요",
    "old outlook": "-----Original Message-----\nFrom: Shop\n\nDear Ann",
    "signature": "-- \nAnn Smith\nTel. 1",
    "phone en": "Sent from my iPhone",
    "phone de": "Von meinem iPhone gesendet",
    "phone zh": "发自我的iPhone",
    "phone ru": "Отправлено с iPhone",
    "phone tr": "iPhone'umdan gönderildi",
    "phone ko": "나의 iPhone에서 보냄",
    "phone pt": "Enviado do meu iPhone",
    "phone pl": "Wysłane z iPhone'a",
}


@pytest.mark.parametrize("habit", QUOTED)
def test_only_what_is_new_remains(habit: str) -> None:
    """The quoted mail, however a program introduces it, and the signature go; the new words stay."""
    assert newly_written(f"Still broken!\n\n{QUOTED[habit]}") == "Still broken!"


@pytest.mark.parametrize(
    "text",
    [
        "Thanks, but the lamp is broken\nand the box too.\nI want my money back.",
        "My order:\n- one lamp broken\n- one chair fine\nPlease help",
        "On Monday it came and was broken. I wrote:\nhello, and nobody answers",
        "From: the shelf\nit fell",
        "De la part de ma femme : merci",
        "On the box it says: fragile",
        "> everything is quoted\n> and nothing else",
        "2026 was a bad year:\nnothing works",
        "Regards are sent, but the lamp is dead",
        "I wrote to you on 3 March 2026 at 10:00:\nnobody answers",
        "Please write to Ann <ann@b.example>:\nshe has the lamp",
        "От вас нет ответа: лампа сломана\nи коробка тоже",
        "It came at 10:00 on 3 March 2026.\nMy address is <ann@b.example>, write there:\nthe lamp is dead",
    ],
)
def test_a_customers_words_are_not_taken_for_quotes(text: str) -> None:
    """Politeness in the middle, lists, and sentences that begin like a header lose nothing."""
    assert newly_written(text) == text


def test_an_answer_below_the_quote_is_kept() -> None:
    """Marked lines and the line above them go, whatever stands below stays."""
    assert (
        newly_written("On Mon, Shop <a@b.example> wrote:\n> Which one?\n\nThe blue one.") == "The blue one."
    )


def test_a_forwarded_mail_stays_whole() -> None:
    """Where nothing new was written the text is all there is."""
    text = "-----Original Message-----\nFrom: Shop\nSent: Monday\n\nDear Ann"
    assert newly_written(text) == text


@settings(max_examples=80)
@given(st.text(alphabet="Ab>-_ \n:@<.年写道", max_size=200))
def test_words_are_never_invented_or_all_lost(text: str) -> None:
    """Every line that remains was there, and something remains of whatever had letters in it."""
    fresh = newly_written(text)
    lines = {line.strip() for line in text.split("\n")}
    assert all(line.strip() in lines for line in fresh.split("\n"))
    assert bool(fresh.strip()) == bool(text.strip())
