"""Synthetic applicants in many scripts, some of whom apply twice; every name is made up by lot."""

from datetime import date, timedelta

from summitry.kit.streams import Stream, stream
from summitry.plan.identity import Identity

# One person's parts as written: native, then as offices of different countries romanise them.
ARABIC = (
    [
        ("محمد", "Mohammed", "Muhammad", "Mohamed"),
        ("أحمد", "Ahmed", "Ahmad"),
        ("خالد", "Khaled", "Khalid"),
        ("فاطمة", "Fatima", "Fatimah"),
        ("عبدالله", "Abdullah", "Abdallah"),
        ("سالم", "Salem", "Salim"),
        ("مريم", "Mariam", "Maryam"),
        ("كريم", "Karim", "Kareem"),
    ],
    [
        ("الراشد", "Al-Rashid", "Alrashid", "El Rasheed"),
        ("المنصور", "Al Mansour", "Almansoor"),
        ("القاسم", "Al-Qasim", "Alqasem"),
        ("البغدادي", "Al-Baghdadi", "El Baghdadi"),
        ("الشمري", "Al Shammari", "Alshamari"),
        ("الحربي", "Al-Harbi", "El Harby"),
    ],
)
RUSSIAN = (
    [
        ("Юрий", "Yuriy", "Iurii", "Yuri"),
        ("Сергей", "Sergey", "Sergei", "Serguei"),
        ("Алексей", "Alexey", "Aleksei"),
        ("Ольга", "Olga"),
        ("Наталья", "Natalya", "Natalia"),
        ("Дмитрий", "Dmitry", "Dmitrii"),
        ("Мария", "Mariya", "Maria"),
    ],
    [
        ("Щербаков", "Shcherbakov", "Scherbakov"),
        ("Иванов", "Ivanov", "Iwanow"),
        ("Кузнецов", "Kuznetsov", "Kuznecov"),
        ("Жуков", "Zhukov", "Joukov"),
        ("Чернышёв", "Chernyshev", "Tchernychev"),
        ("Хабаров", "Khabarov", "Habarov"),
    ],
)
CHINESE = (
    [
        ("小明", "Xiaoming", "Xiao Ming", "Xiao-ming"),
        ("建国", "Jianguo", "Jian Guo"),
        ("丽华", "Lihua", "Li Hua"),
        ("志强", "Zhiqiang", "Zhi Qiang"),
        ("秀英", "Xiuying", "Xiu Ying"),
        ("海燕", "Haiyan", "Hai Yan"),
    ],
    [(c, r) for c, r in (("王", "Wang"), ("李", "Li"), ("张", "Zhang"), ("陈", "Chen"))],
)
VIETNAMESE = (
    [
        ("Văn Anh", "Van Anh"),
        ("Thị Hạnh", "Thi Hanh"),
        ("Văn Hùng", "Van Hung"),
        ("Thị Hồng", "Thi Hong"),
        ("Minh Tuấn", "Minh Tuan"),
        ("Minh Thuận", "Minh Thuan"),
        ("Thu Trang", "Thu Trang"),
        ("Quốc Trung", "Quoc Trung"),
        ("Hoài Phương", "Hoai Phuong"),
        ("Hải Phong", "Hai Phong"),
    ],
    [(v, r) for v, r in (("Nguyễn", "Nguyen"), ("Trần", "Tran"), ("Lê", "Le"), ("Đỗ", "Do"))],
)
LATIN = (
    [
        ("José", "Jose"),
        ("François", "Francois"),
        ("Jürgen", "Jurgen", "Juergen"),
        ("Łukasz", "Lukasz"),
        ("Søren", "Soren"),
        ("Ana María", "Ana Maria"),
        ("John", "J."),
    ],
    [
        ("García López", "Garcia", "Garcia Lopez"),
        ("Müller", "Muller", "Mueller"),
        ("Kovács", "Kovacs"),
        ("O\u2019Neill", "ONeill", "O'Neill"),
        ("de la Cruz", "De La Cruz"),
        ("Świątek", "Swiatek"),
    ],
)
THAI = (
    [("สมชาย", "Somchai"), ("สมหญิง", "Somying"), ("ประเสริฐ", "Prasert"), ("มานะ", "Mana")],
    [("ใจดี", "Jaidee", "Chaidi"), ("ศรีสุข", "Srisuk", "Sisuk"), ("ทองดี", "Thongdee", "Tongdi")],
)
CULTURES = (ARABIC, RUSSIAN, CHINESE, VIETNAMESE, VIETNAMESE, LATIN, THAI)
FIRST_BIRTH = date(1950, 1, 1)
BIRTH_DAYS = 365 * 50


def pick(draw: Stream, values):
    return values[int(draw.integers(len(values)))]


def written(draw: Stream, given: tuple[str, ...], family: tuple[str, ...]) -> str:
    """Return the name in its own script, or romanised somehow, in either order."""
    if draw.integers(2):
        parts = [given[0], family[0]]
    else:
        parts = [pick(draw, given[1:]), pick(draw, family[1:])]
    return " ".join(parts if draw.integers(2) else parts[::-1])


def slipped(draw: Stream, number: str) -> str:
    place = int(draw.integers(1, len(number) - 1))
    return number[:place] + str(int(draw.integers(10))) + number[place + 1 :]


def again(draw: Stream, row: Identity, name: str, record_id: str) -> Identity:
    """Return the same person's second application: respelt, and changed in one more way."""
    born, document = row.birth_date, row.document
    assert born is not None
    change = int(draw.integers(4))
    if change == 0 and born.day <= 12:
        born = born.replace(day=born.month, month=born.day)
    if change == 1:
        document = f"N{int(draw.integers(10**7, 10**8))}"
    if change == 2:
        document = slipped(draw, document)
    if change == 3:
        document = ""
    return Identity(
        record_id=record_id,
        name=name,
        badge=f"badge-{record_id}",
        birth_date=born,
        document=document,
        nationality=row.nationality,
    )


def applicants(
    seed: int, *, persons: int, twice: int
) -> tuple[tuple[Identity, ...], set[tuple[str, str]]]:
    """Return records in an order by lot, and the pairs of records that are one person."""
    draw = stream(seed, "applicants")
    rows, same = [], set()
    for number in range(persons):
        culture = int(draw.integers(len(CULTURES)))
        given, family = (pick(draw, parts) for parts in CULTURES[culture])
        row = Identity(
            record_id=f"r{number:06}",
            name=written(draw, given, family),
            badge=f"badge-{number}",
            birth_date=FIRST_BIRTH + timedelta(days=int(draw.integers(BIRTH_DAYS))),
            document=f"P{int(draw.integers(10**7, 10**8))}",
            nationality=f"land-{culture}",
        )
        rows.append(row)
        if number < twice:
            record_id = f"s{number:06}"
            rows.append(again(draw, row, written(draw, given, family), record_id))
            same.add((row.record_id, record_id))
    order = draw.permutation(len(rows))
    return tuple(rows[int(place)] for place in order), same
