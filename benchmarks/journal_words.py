"""What is said in made-up entries, in five languages: sentences with places for other words."""

from collections.abc import Callable, Mapping

SENTENCES: Mapping[str, tuple[str, ...]] = {
    "en": (
        "{who} reports smoke near {where}, {what}",
        "Crowd is building up at {where}; {who} asks for two more officers, {what}",
        "{who}: delegation has left {where}, {what}",
        "Suspicious bag at {where} checked by {who}, {what}",
        "Vehicle without a permit stopped at {where}, {what}",
        "Lost child found at {where} and handed to {who}, {what}",
        "Radio check with {who} at {where}, {what}",
        "Power is out at {where}, generator is running, {what}",
    ),
    "vi": (
        "{who} báo có khói gần {where}, {what}",
        "Đám đông đang tăng tại {where}; {who} xin thêm hai cán bộ, {what}",
        "{who}: đoàn đại biểu đã rời {where}, {what}",
        "Túi khả nghi tại {where} đã được {who} kiểm tra, {what}",
        "Xe không có giấy phép bị dừng tại {where}, {what}",
        "Tìm thấy trẻ lạc tại {where}, đã giao cho {who}, {what}",
    ),
    "ar": (
        "{who} يبلغ عن دخان قرب {where}، {what}",
        "ازدحام متزايد عند {where} ويطلب {who} ضابطين آخرين، {what}",
        "{who}: غادر الوفد {where}، {what}",
        "فُحصت حقيبة مشبوهة عند {where} من قبل {who}، {what}",
        "أوقفت مركبة بلا تصريح عند {where}، {what}",
    ),
    "zh": (
        "{who}报告{where}附近有烟雾，{what}",
        "{where}人群正在聚集，{who}请求增派两名警员，{what}",
        "{who}：代表团已离开{where}，{what}",
        "{who}已检查{where}的可疑包裹，{what}",
        "{where}拦下一辆无通行证车辆，{what}",
    ),
    "fr": (
        "{who} signale de la fumée près de {where}, {what}",
        "La foule grossit à {where} ; {who} demande deux agents de plus, {what}",
        "{who} : la délégation a quitté {where}, {what}",
        "Sac suspect à {where} vérifié par {who}, {what}",
    ),
}
WHERE: Mapping[str, tuple[str, ...]] = {
    "en": ("the main gate", "the press entrance", "the east car park", "the lake road",
           "the VIP drop-off", "the north depot", "the hotel lobby", "the bridge"),
    "vi": ("cổng chính", "lối vào báo chí", "bãi xe phía đông", "đường ven hồ", "sảnh khách sạn",
           "kho phía bắc", "cây cầu"),
    "ar": ("البوابة الرئيسية", "مدخل الصحافة", "الموقف الشرقي", "طريق البحيرة", "بهو الفندق"),
    "zh": ("主门", "记者入口", "东停车场", "湖滨路", "酒店大堂", "北仓库"),
    "fr": ("la porte principale", "l'entrée de la presse", "le parking est", "la route du lac"),
}  # fmt: skip
WHAT: Mapping[str, tuple[str, ...]] = {
    "en": ("all in order", "medical team is on its way", "nothing further", "fire brigade told",
           "waiting for an answer", "traffic is slow", "will report again at the full hour"),
    "vi": ("mọi việc ổn", "đội y tế đang đến", "không có gì thêm", "đã báo cứu hỏa",
           "đang chờ trả lời"),
    "ar": ("كل شيء على ما يرام", "الفريق الطبي في الطريق", "أُبلغت المطافئ", "بانتظار الرد"),
    "zh": ("一切正常", "医疗队正在途中", "已通知消防", "等待答复"),
    "fr": ("tout est en ordre", "l'équipe médicale arrive", "pompiers prévenus"),
}  # fmt: skip
SHARES = {"en": 5, "vi": 6, "ar": 2, "zh": 2, "fr": 1}
LANGUAGES = tuple(each for each, count in SHARES.items() for _ in range(count))
CALL_SIGNS = 90


def sentence(language: str, below: Callable[[int], int], number: int) -> str:
    """Return a sentence of the language with the number in it.

    Parameters
    ----------
    below
        Draws a whole number below the one that it is given.
    """

    def one(members: tuple[str, ...]) -> str:
        return members[below(len(members))]

    said = one(SENTENCES[language]).format(
        who=f"C-{10 + below(CALL_SIGNS)}", where=one(WHERE[language]), what=one(WHAT[language])
    )
    return f"{said}. #{number}"


SEARCHES = (
    "ok", "no", "a", "q", "C-42", "smoke", "gate", "smoke main gate", "medical team", "#7",
    "#123456", "nothing-like-this", "khói", "cổng chính", "đã", "xe", "cán bộ",
    "đại biểu đã rời", "دخان", "البوابة الرئيسية", "الوفد", "قد", "烟", "烟雾", "代表团",
    "湖滨路", "主门 医疗队", "fumée",
)  # fmt: skip
"""Words of one, two, three and more letters, frequent, rare and never said."""
