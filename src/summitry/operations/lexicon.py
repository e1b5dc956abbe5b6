"""Words of a desk's line that tell what kind of entry it is and how soon somebody must look.

Each list holds words or beginnings of words in Arabic, Chinese, English, French, Indonesian,
Russian, Spanish and Vietnamese. They only ever suggest: a person confirms.
"""

from summitry.operations.bodies import (
    Absence,
    Body,
    Closure,
    Decision,
    Delay,
    Failure,
    FieldReport,
    Incident,
    Order,
    Presence,
    Priority,
    RadioMessage,
)

KINDS: tuple[tuple[type[Body], tuple[str, ...]], ...] = (
    (Order, ("order:", "ordre :", "ordre:", "orden:", "приказ:", "perintah:", "mệnh lệnh:", "lệnh:",
             "命令:", "أمر:")),
    (Decision, ("decision:", "decided", "décision", "décidé", "decisión", "решение:", "решено",
                "keputusan:", "diputuskan", "quyết định", "决定", "قرار:", "تقرر")),
    (RadioMessage, ("radio:", "channel ", "canal ", "радио:", "kanal ", "bộ đàm", "对讲机",
                    "无线电", "لاسلكي")),
    (Absence, ("absent", "not arrived", "did not come", "no show", "absente", "pas arrivé",
               "ausente", "no llegó", "no ha llegado", "отсутству", "не явил", "tidak hadir",
               "tidak datang", "vắng", "chưa đến", "không đến", "缺勤", "未到岗", "没有到", "غائب",
               "لم يحضر", "لم يصل")),
    (Delay, ("delayed", "late ", "running late", "retard", "retras", "demora", "задерж", "опазды",
             "terlambat", "tertunda", "trễ", "chậm ", "muộn", "延误", "晚点", "迟到", "تأخر",
             "متأخر")),
    (Closure, ("blocked", "road closed", "gate shut", "gate closed", "bloqué", "fermé", "bloquead",
               "cerrad", "перекрыт", "заблокирован", "ditutup", "terblokir", "bị chặn", "tắc",
               "đóng cổng", "封闭", "堵塞", "关闭", "مغلق", "مسدود")),
    (Failure, ("out of order", "net down", "radio dead", "no signal", "power cut", "en panne",
               "hors service", "averiad", "sin señal", "не работает", "нет связи", "отказал",
               "rusak", "mati total", "hỏng", "mất sóng", "mất điện", "故障", "失灵", "没有信号",
               "معطل", "انقطع")),
    (Incident, ("fire", "smoke", "shot", "bomb", "explosion", "suspicious", "injur", "collapsed",
                "intruder", "drone", "feu", "incendie", "fumée", "tir ", "bombe", "blessé",
                "suspect", "fuego", "incendio", "humo", "disparo", "bomba", "herid", "sospechos",
                "пожар", "дым", "выстрел", "бомб", "взрыв", "ранен", "подозрительн", "kebakaran",
                "asap", "tembakan", "bom", "ledakan", "terluka", "mencurigakan", "cháy", "khói",
                "nổ súng", "tiếng súng", "bom ", "nổ", "bị thương", "khả nghi", "火灾", "起火",
                "冒烟", "枪声", "炸弹", "爆炸", "受伤", "可疑", "无人机", "حريق", "دخان", "إطلاق",
                "قنبلة", "انفجار", "مصاب", "مشبوه")),
    (Presence, ("on post", "took post", "in position", "en poste", "en su puesto", "на посту",
                "di pos", "đã có mặt", "vào vị trí", "到岗", "就位", "في موقعه")),
    (FieldReport, ("report from", "reports", "rapport de", "signale", "informa", "reporta",
                   "доклад", "докладывает", "lapor", "melaporkan", "báo cáo", "báo tin", "报告",
                   "汇报", "أفاد", "بلاغ", "تقرير")),
)  # fmt: skip
"""The first list that has a word of the line decides."""

PRIORITIES: tuple[tuple[Priority, tuple[str, ...]], ...] = (
    (Priority.IMMEDIATE, ("flash", "immediate", "mayday", "shot", "bomb", "explosion", "fire",
                          "!!", "immédiat", "tir ", "bombe", "incendie", "inmediat", "disparo",
                          "bomba", "incendio", "немедленно", "выстрел", "бомб", "взрыв", "пожар",
                          "segera", "tembakan", "bom", "ledakan", "kebakaran", "khẩn cấp",
                          "nổ súng", "tiếng súng", "nổ", "cháy", "立即", "枪声", "炸弹", "爆炸",
                          "起火", "火灾", "فور", "إطلاق", "قنبلة", "انفجار", "حريق")),
    (Priority.URGENT, ("urgent", "asap", "priority", "injur", "suspicious", "blocked", "absent",
                       "blessé", "suspect", "bloqué", "urgente", "herid", "sospechos", "срочно",
                       "ранен", "подозрительн", "mendesak", "terluka", "mencurigakan", "gấp",
                       "bị thương", "khả nghi", "vắng", "紧急", "受伤", "可疑", "缺勤", "عاجل",
                       "مصاب", "مشبوه", "غائب")),
)  # fmt: skip
