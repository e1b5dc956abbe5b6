"""Participants by pseudonymous id, and synthetic identities in many scripts for them."""

from datetime import date, timedelta

from hanoi.book import Book
from hanoi.facts import Scale
from hanoi.programme import SEED, delegation_id, delegation_names
from summitry.kit.canonical import digest
from summitry.kit.ids import OutletId, ParticipantId
from summitry.kit.streams import stream
from summitry.plan.access import Outlet, Participant
from summitry.plan.identity import Identity
from summitry.plan.terms import Category, Kind

# Given names and family names are joined at random: nobody of that name is meant. A document
# number that starts with SYNTHETIC marks every record.
_NAMES = {
    "vi": (
        "An Bình Châu Dũng Giang Hạnh Khánh Lan Mai Nam Oanh Phúc Quyên Sơn Thảo Uyên Vinh Yến",
        "Bùi Đặng Đỗ Dương Hồ Hoàng Lê Lý Ngô Phạm Phan Trần Trịnh Võ Vũ",
    ),
    "fr": (
        "Amélie Bastien Camille Denis Élodie Fabrice Hélène Julien Léa Mathieu Noémie Théo",
        "Bertrand Caron Delmas Fournier Girard Lambert Mercier Perrin Roussel Vasseur",
    ),
    "es": (
        "Alejandra Benito Catalina Diego Esteban Inés Joaquín Lucía Mateo Rocío Tomás Ximena",
        "Aguirre Benítez Cárdenas Figueroa Ibáñez Muñoz Ochoa Peralta Quiroga Zúñiga",
    ),
    "en": (
        "Abigail Brendan Clara Duncan Esther Fergus Harriet Isaac Judith Kenneth Martha Nigel",
        "Ashworth Blackwood Carmody Dunmore Fairfax Hawthorne Kingsley Moorcroft Thornbury",
    ),
    "tr": (
        "Ayşe Burak Çiğdem Deniz Emre Gülşen İpek Kerem Mehtap Onur Özlem Tolga",
        "Akdağ Çelikel Doğruöz Erdoğmuş Güneşer Güzelyurt Karabulut Öztürkmen Şahinkaya",
    ),
    "ru": (
        "Алексей Борис Варвара Галина Дмитрий Евгения Зинаида Игорь Лариса Никита Ольга Пётр",
        "Абрамцев Воронихин Громушкин Ефимчук Жаворонков Калитвин Лопатников Сухоруков",
    ),
    "el": (
        "Αλέξανδρος Βασιλική Γεώργιος Δήμητρα Ελένη Ζωή Θανάσης Ιωάννα Κώστας Μαρία",
        "Αναγνώστου Βλαχάκης Γαλανός Δρακάκης Καλογεράς Μαυρίδης Παπαδάκης Σταθάκης",
    ),
    "ar": (
        "أحمد بسمة جميل حنان خالد دلال رشيد سلمى طارق عائشة فيصل ليلى",
        "البغدادي التونسي الحلبي الدمشقي الزهراني الشامي القرطبي المغربي النجدي",
    ),
    "fa": (
        "آرش بهاره پرویز تهمینه داریوش ژاله سیاوش فریدون گیتی منوچهر",
        "آذرنوش بهرامیان پاکزادی جهانگیری رستگاری شهریاری فرهادی کیانپور",
    ),
    "zh": (
        "文博 晓燕 建华 丽娟 志强 秀英 国庆 春梅 海涛 玉兰 立新 雪松",
        "赵 钱 孙 李 周 吴 郑 王 冯 陈 褚 卫 蒋 沈 韩 杨",
    ),
    "ko": ("지훈 서연 민준 하은 도윤 수아 예준 지우 시우 다은", "김 이 박 최 정 강 조 윤 장 임"),
    "th": (
        "กมล ขวัญใจ จิรา ชัยวัฒน์ ณัฐพล ดวงใจ ธีรพงศ์ นภา บุญมี ปรียา",
        "แก้วมณี จันทร์หอม ทองดี บุญเรือง พงษ์ไพร ศรีสุข สายทอง",
    ),
    "lo": ("ຄຳ ສີດາ ບຸນມີ ດາວ ແສງ ພອນ ວັນນາ ທອງ", "ສີສຸກ ພົມມະຈັນ ວົງສາ ຈັນທະລາ ໄຊຍະວົງ"),
    "km": ("សុខា បូរី ចន្ទា ដារា រតនា វិចិត្រ ស្រីមុំ ពិសិដ្ឋ", "កែវ ចាន់ ទេព លី សុខ ហេង អ៊ុក"),
    "si": ("අනුර කුමාරි චමින්ද දිලානි නිමල් රුවනි සුනිල්", "පෙරේරා ජයසූරිය විජේසිංහ රත්නායක බණ්ඩාර"),
    "am": ("አበበ በላይነሽ ዳዊት ገነት ሀና ከበደ ለምለም", "ተስፋዬ ወልደማርያም ገብረሕይወት ኃይለሥላሴ"),
}
_SCRIPTS = tuple(_NAMES)
FIRST_BIRTH = date(1946, 1, 1)
BIRTH_DAYS = 21_000


def add_participants(book: Book, scale: Scale) -> None:
    """Add outlets, participants and one identity each; no two share a birth date."""
    for number in range(1, scale.outlets + 1):
        book.put(
            Outlet(
                outlet_id=OutletId(f"M-{number:03}"),
                name=f"Outlet {number} (invented)",
                foreign=number % 3 == 0,
            )
        )
    names = delegation_names(scale)
    states = [
        n for n, (_, kind) in enumerate(names, 1) if kind not in {Kind.ORGANISATION, Kind.INSTITUTE}
    ]
    rest = [n for n in range(1, len(names) + 1) if n not in states]
    wanted = (
        [(Category.DELEGATE, n % len(states)) for n in range(scale.delegates)]
        + [(Category.OBSERVER, n % len(rest)) for n in range(scale.observers)]
        + [(Category.ORGANISATION, n % len(rest)) for n in range(scale.organisations)]
        + [(Category.PRESS, n % scale.outlets) for n in range(scale.reporters)]
    )
    births = stream(SEED, "births").permutation(BIRTH_DAYS)
    for number, (category, place) in enumerate(wanted, start=1):
        home = states if category is Category.DELEGATE else rest
        press = category is Category.PRESS
        row = Participant(
            participant_id=ParticipantId(f"d-{number:05}"),
            category=category,
            delegation_id=None if press else delegation_id(home[place]),
            outlet_id=OutletId(f"M-{place + 1:03}") if press else None,
            badge=f"B{number:05}",
        )
        book.put(row)
        born = FIRST_BIRTH + timedelta(days=int(births[number]))
        book.people.append(identity(row, number, _name(number), born))
    _namesake(book)


def identity(row: Participant, number: int, name: str, born: date) -> Identity:
    """Return a synthetic identity for the participant."""
    return Identity(
        record_id=f"r-{number:05}",
        name=name,
        subject_id=row.participant_id,
        badge=row.badge,
        birth_date=born,
        document=document(number),
        nationality="synthetic",
    )


def _name(number: int) -> str:
    chance = stream(SEED, "name", str(number))
    script = _SCRIPTS[int(chance.integers(len(_SCRIPTS)))]
    given, family = (part.split() for part in _NAMES[script])
    first, last = chance.choice(given), chance.choice(family)
    if script in {"vi", "zh", "ko"}:
        joint = " " if script == "vi" else ""
        middle = f" {chance.choice(given)}" if script == "vi" else ""
        return f"{last}{middle}{joint}{first}"
    return f"{first} {last}"


def _namesake(book: Book) -> None:
    """Give two delegates nearly one name; they are two people, born eleven years apart."""
    first, second = book.people[100], book.people[900]
    book.people[100] = _renamed(first, "Александра Воронихина", date(1961, 3, 14))
    book.people[900] = _renamed(second, "Aleksandra Voronikhina", date(1972, 11, 26))


def _renamed(before: Identity, name: str, born: date) -> Identity:
    return Identity(
        record_id=before.record_id,
        name=name,
        subject_id=before.subject_id,
        badge=before.badge,
        birth_date=born,
        document=before.document,
        nationality=before.nationality,
    )


def document(number: int) -> str:
    """Return a synthetic document number; any two differ in many places."""
    return f"SYNTHETIC-{digest(str(number).encode()).hex()[:10].upper()}"
