"""Invented names of many scripts and conventions, by lot, and the surroundings in which a name may stand in a text.

Invariant: the same lot gives the same names; a name is put together of syllables and is nobody's but by chance.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

APOSTROPHES = "'’‘ʼʻ`´ʾʿ′‛＇ʹꞌ"
HYPHENS = "-‐‑–"


class Convention(NamedTuple):
    """How names are made: syllables by `|`, of a part from and to how many; shapes with `#` for each part."""

    syllables: str
    least: int
    most: int
    shapes: tuple[str, ...]


CONVENTIONS: dict[str, Convention] = {
    "uzbek": Convention(
        "g'u|lom|o'r|in|ov|a|bek|no'|mon|sa'|did|ra'|no|jo'|ra", 2, 4, ("# #", "# # o'g'li", "# # qizi")
    ),
    "arabic in latin": Convention(
        "sa'|id|nu'|man|ha|mid|'a|li|ru|ba|dr|oubi|ma'|rou|f",
        1,
        3,
        ("# al-#", "# bin #", "Abu #", "# ibn # el-#"),
    ),
    "short": Convention(
        "li|wu|o|ng|e|an|de|ha|u|xu|y|io|ho|ku|ra", 1, 1, ("#", "# #", "# #-#", "#, #", "# # #")
    ),
    "cyrillic, short": Convention("ан|ли|цой|ю|ё|эм|ни|хан|те|ир|у|ки", 1, 1, ("#", "# #", "# # #", "#-#")),
    "kazakh": Convention(
        "жең|іс|бек|қа|нар|құл|ғат|ай|гүл|ө|тес|мұ|рат|хан|әл", 2, 3, ("# #", "# #ұлы", "# # #қызы", "#-#")
    ),
    "russian": Convention(
        "ко|выль|ще|бен|ёв|ский|ров|ла|дар|ни|ки|та|ва", 2, 4, ("# # #", "# #", "#, #", "# (#)")
    ),
    "dutch": Convention(
        "ver|ste|gen|hof|land|wij|k|oever|mee", 1, 3, ("# van der #", "# de #", "# ter #", "# 't #")
    ),
    "spanish": Convention(
        "gar|zo|pe|ñal|qui|no|tó|rre|mar|vi|llo", 2, 3, ("# de la # #", "# #-#", "# # y #")
    ),
    "irish": Convention(
        "do|nal|bri|en|con|nor|gal|lach|ney", 1, 2, ("# O'#", "# Mc#", "# Ní #", "# d'#", "# “#” O’#")
    ),
    "turkish": Convention("ş|ı|ğ|öz|çe|lik|gül|yıl|maz|işık|dağ|İn", 1, 3, ("# #", "# #oğlu", "# #-#")),
    "vietnamese": Convention(
        "nguyễn|trần|lê|ngô|hồ|văn|thị|đỗ|ý|bảo|ức|ơn|ất", 1, 1, ("# # #", "# #", "# # # #")
    ),
    "yoruba": Convention("ṣọ|lá|ọ|mọ|wọ|lé|ẹ̀|bùn|kún|ayọ̀", 2, 3, ("# #", "# #-#")),
    "greek": Convention("πα|να|γιώ|της|ρά|σμος|χή|λιο|ς|δη|μή", 2, 3, ("# #", "# #")),
    "arabic": Convention(
        "سا|مي|در|وب|ي|ؤ|أ|حم|د|ى|ة|ئ|آ|طا|رِق|ء", 1, 3, ("# ال#", "# بن #", "# #", "عبد ال#", "# #ـ#")
    ),
    "persian": Convention("کا|ظم|پور|زا|ده|مه|ر|چی|گل|ی|نو|شین", 1, 3, ("# #", "# #‌#", "# #")),
    "hebrew": Convention("דָּ|וִד|בן|גו|רי|ון|ם|של|מה|ץ|נח", 1, 3, ("# #", "# בן-#", "# בן #", "# ג׳#")),
    "chinese": Convention("李|王|明|华|小|张|欧|阳|娜|国|強|龘", 1, 2, ("#", "# #", "#·#", "李#", "李")),
    "japanese": Convention("田|中|太|郎|さ|く|ら|タ|ナ|カ|ガ|ー|佐|々|木", 1, 3, ("# #", "#", "#・#")),
    "korean": Convention("김|이|박|철|수|영|희|민|준|뷁", 1, 2, ("#", "# #", "이#", "박")),
    "georgian": Convention("გი|ორ|შვი|ლი|ძე|ნი|ნო|თა|მარ|ა", 1, 3, ("# #", "#")),
    "armenian": Convention("Ար|ամ|յան|Հով|սեփ|և|ան|ի|օհ", 1, 3, ("# #", "Տեր-#", "#")),
    "thai": Convention("สม|ชาย|ใจ|ดี|ศรี|นํ้า|ไหม|อิ่ม|อู", 1, 3, ("# #", "#")),
    "devanagari": Convention("रा|म|सी|ता|कृ|ष्ण|ज़ो|श|र्मा|ओ|ॐ", 1, 3, ("# #", "# # #", "#")),
    "bengali and tamil": Convention("রা|হু|ল|চৌ|ধু|রী|செ|ல்|வ|ன்|கு", 1, 3, ("# #", "#")),
    "ethiopic": Convention("አ|በ|ሳ|ራ|ኃ|ይ|ሉ|ገ|ብ|ረ|ተ|ኪ", 1, 3, ("# #", "# #፡#", "#")),
    "burmese": Convention("အောင်|ဆန်း|စု|ကြည်|ဦး|နု|မ|ဝင်း", 1, 3, ("#", "# #")),
    "khmer": Convention("សុ|ខា|ច័ន្ទ|រ៉ា|ហ៊ុន|សែន|នួន", 1, 3, ("# #", "#")),
    "tibetan": Convention("བསྟན་|འཛིན་|རྒྱ་|མཚོ|བློ་|བཟང", 1, 3, ("#", "# #")),
    "lao": Convention("ສົມ|ຈິດ|ບຸນ|ມີ|ແກ້ວ", 1, 3, ("# #",)),
    "caucasian": Convention("гӀай|тук|хьа|жӀа|аьв|сул|I|та", 1, 3, ("# #", "# #")),
    "initials": Convention(
        "zh|k|sh|l|н|б|ж|ö", 1, 1, ("#. #.", "#.#.", "#. #. Teriskenova", "Kovylina #. #.")
    ),
    "nicknames": Convention(
        "bo|rya|dos|ka|tul|par|mil|ay",
        2,
        3,
        ('# "#" #', "# («#»)", "# alias #", "# 2", "#-77", "X#7", "@#", "#_#"),
    ),
    "full width": Convention("ｌｉ|ｗｕ|ｔａ|ｎａｋａ|ＯＫ|ｘｕ", 1, 2, ("# #", "#")),
    "old and rare": Convention("𐌰|𐌲|ꭰ|Ꭰ|ᠮᠣ|ᠩᠭ|ߒ|ߞߏ|ⵎⵓ|ⵃ|\ue123|𞤀𞤣", 1, 3, ("# #", "#")),
}

SURROUNDINGS = (
    "I heard it from {}, my neighbour.",
    "{}",
    "{} said so",
    "so said {}",
    "“{}”",
    "‘{}’",
    "«{}»",
    "„{}“",
    "'{}'",
    "({})",
    "[{}]",
    "<{}>",
    "/{}/",
    "**{}**",
    "_{}_",
    "{}'s house",
    "{}’s house",
    "l'{}",
    "12{}",
    "{}34",
    "{}²",
    "Mr.{}",
    "Dr. {}.",
    "г. {}",
    "ул.{};",
    "—{}—",
    "a-{}",
    "{}-the-younger",
    "at\n{}\nand",
    "x:{}",
    "#{}",
    "{}?!",
    "…{}…",
    "看见{}了。",
    "و{} قال",
    "את {}.",
    "នៅ{}ទេ",
    "\u200f{}\u200f",
    "\ufeff{}",
    "🕯{}🕯",
)


def names(random: Random, count: int) -> Iterator[tuple[str, str]]:
    """So many names, each with its convention, every convention as often."""
    listed = list(CONVENTIONS)
    for number in range(count):
        kind = listed[number % len(listed)]
        yield kind, _name(CONVENTIONS[kind], random)


def _name(convention: Convention, random: Random) -> str:
    syllables = convention.syllables.split("|")
    shape = random.choice(convention.shapes)
    while "#" in shape:
        part = "".join(
            random.choice(syllables) for _ in range(random.randint(convention.least, convention.most))
        )
        shape = shape.replace(
            "#", random.choice((part[:1].upper() + part[1:], part[:1].upper() + part[1:], part)), 1
        )
    for plain, others in (("'", APOSTROPHES), ("-", HYPHENS)):
        if random.random() < 0.8:
            shape = shape.replace(plain, random.choice(others))
    return random.choice((shape, shape, shape, shape.upper()))
