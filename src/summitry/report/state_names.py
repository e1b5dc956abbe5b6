"""Protocol names of States where they are not what CLDR calls the territory, by language.

As the United Nations writes them in its languages, and as is common in Vietnamese and Indonesian;
written from general knowledge, not checked name by name. English stands in ``policy``.
"""

from collections.abc import Mapping

from summitry.policy.state_names import read

PROTOCOL: Mapping[str, Mapping[str, str]] = {
    "ar": read(
        """BN بروني دار السلام
BO بوليفيا (دولة - المتعددة القوميات)
CD جمهورية الكونغو الديمقراطية
CG الكونغو
CI كوت ديفوار
CV كابو فيردي
CZ تشيكيا
EU الاتحاد الأوروبي
FM ميكرونيزيا (ولايات - الموحدة)
GB المملكة المتحدة لبريطانيا العظمى وأيرلندا الشمالية
IR إيران (جمهورية - الإسلامية)
KP جمهورية كوريا الشعبية الديمقراطية
KR جمهورية كوريا
LA جمهورية لاو الديمقراطية الشعبية
MD جمهورية مولدوفا
MK مقدونيا الشمالية
MM ميانمار
NL هولندا (مملكة -)
PS دولة فلسطين
RU الاتحاد الروسي
SY الجمهورية العربية السورية
SZ إسواتيني
TL تيمور - ليشتي
TR تركيا
TZ جمهورية تنزانيا المتحدة
US الولايات المتحدة الأمريكية
VA الكرسي الرسولي
VE فنزويلا (جمهورية - البوليفارية)
VN فييت نام"""
    ),
    "zh": read(
        """BN 文莱达鲁萨兰国
BO 多民族玻利维亚国
CD 刚果民主共和国
CG 刚果
CI 科特迪瓦
CV 佛得角
CZ 捷克
EU 欧洲联盟
FM 密克罗尼西亚联邦
GB 大不列颠及北爱尔兰联合王国
IR 伊朗伊斯兰共和国
KP 朝鲜民主主义人民共和国
KR 大韩民国
LA 老挝人民民主共和国
MD 摩尔多瓦共和国
MK 北马其顿
MM 缅甸
NL 荷兰王国
PS 巴勒斯坦国
RU 俄罗斯联邦
SY 阿拉伯叙利亚共和国
SZ 斯威士兰
TL 东帝汶
TR 土耳其
TZ 坦桑尼亚联合共和国
US 美利坚合众国
VA 教廷
VE 委内瑞拉玻利瓦尔共和国
VN 越南"""
    ),
    "fr": read(
        """BN Brunéi Darussalam
BO Bolivie (État plurinational de)
CD République démocratique du Congo
CG Congo
CI Côte d'Ivoire
CV Cabo Verde
CZ Tchéquie
EU Union européenne
FM Micronésie (États fédérés de)
GB Royaume-Uni de Grande-Bretagne et d'Irlande du Nord
IR Iran (République islamique d')
KP République populaire démocratique de Corée
KR République de Corée
LA République démocratique populaire lao
MD République de Moldova
MK Macédoine du Nord
MM Myanmar
NL Pays-Bas (Royaume des)
PS État de Palestine
RU Fédération de Russie
SY République arabe syrienne
SZ Eswatini
TL Timor-Leste
TR Türkiye
TZ République-Unie de Tanzanie
US États-Unis d'Amérique
VA Saint-Siège
VE Venezuela (République bolivarienne du)
VN Viet Nam"""
    ),
    "es": read(
        """BN Brunei Darussalam
BO Bolivia (Estado Plurinacional de)
CD República Democrática del Congo
CG Congo
CI Côte d'Ivoire
CV Cabo Verde
CZ Chequia
EU Unión Europea
FM Micronesia (Estados Federados de)
GB Reino Unido de Gran Bretaña e Irlanda del Norte
IR Irán (República Islámica del)
KP República Popular Democrática de Corea
KR República de Corea
LA República Democrática Popular Lao
MD República de Moldova
MK Macedonia del Norte
MM Myanmar
NL Países Bajos (Reino de los)
PS Estado de Palestina
RU Federación de Rusia
SY República Árabe Siria
SZ Eswatini
TL Timor-Leste
TR Türkiye
TZ República Unida de Tanzanía
US Estados Unidos de América
VA Santa Sede
VE Venezuela (República Bolivariana de)
VN Viet Nam"""
    ),
    "ru": read(
        """BN Бруней-Даруссалам
BO Боливия (Многонациональное Государство)
CD Демократическая Республика Конго
CG Конго
CI Кот-д'Ивуар
CV Кабо-Верде
CZ Чехия
EU Европейский союз
FM Микронезия (Федеративные Штаты)
GB Соединенное Королевство Великобритании и Северной Ирландии
IR Иран (Исламская Республика)
KP Корейская Народно-Демократическая Республика
KR Республика Корея
LA Лаосская Народно-Демократическая Республика
MD Республика Молдова
MK Северная Македония
MM Мьянма
NL Нидерланды (Королевство)
PS Государство Палестина
RU Российская Федерация
SY Сирийская Арабская Республика
SZ Эсватини
TL Тимор-Лешти
TR Турция
TZ Объединенная Республика Танзания
US Соединенные Штаты Америки
VA Святой Престол
VE Венесуэла (Боливарианская Республика)
VN Вьетнам"""  # noqa: RUF001  # Cyrillic it is
    ),
    "vi": read(
        """BN Bru-nây Đa-rút-xa-lam
BO Nhà nước Đa dân tộc Bô-li-vi-a
CD Cộng hòa Dân chủ Công-gô
CG Công-gô
CI Cốt Đi-voa
CV Cáp Ve
CZ Séc
EU Liên minh châu Âu
FM Liên bang Mi-crô-nê-xi-a
GB Liên hiệp Vương quốc Anh và Bắc Ai-len
IR Cộng hòa Hồi giáo I-ran
KP Cộng hòa Dân chủ Nhân dân Triều Tiên
KR Đại Hàn Dân Quốc
LA Cộng hòa Dân chủ Nhân dân Lào
MD Cộng hòa Môn-đô-va
MK Bắc Ma-xê-đô-ni-a
MM Mi-an-ma
NL Vương quốc Hà Lan
PS Nhà nước Pa-le-xtin
RU Liên bang Nga
SY Cộng hòa Ả-rập Xy-ri
SZ E-xoa-ti-ni
TL Ti-mo Lét-xtê
TR Thổ Nhĩ Kỳ
TZ Cộng hòa Thống nhất Tan-da-ni-a
US Hợp chúng quốc Hoa Kỳ
VA Tòa thánh
VE Cộng hòa Bô-li-va Vê-nê-xu-ê-la
VN Việt Nam"""
    ),
    "id": read(
        """BN Brunei Darussalam
BO Bolivia (Negara Plurinasional)
CD Republik Demokratik Kongo
CG Kongo
CI Pantai Gading
CV Cabo Verde
CZ Ceko
EU Uni Eropa
FM Mikronesia (Negara Federasi)
GB Kerajaan Bersatu Britania Raya dan Irlandia Utara
IR Iran (Republik Islam)
KP Republik Rakyat Demokratik Korea
KR Republik Korea
LA Republik Demokratik Rakyat Laos
MD Republik Moldova
MK Makedonia Utara
MM Myanmar
NL Belanda (Kerajaan)
PS Negara Palestina
RU Federasi Rusia
SY Republik Arab Suriah
SZ Eswatini
TL Timor-Leste
TR Türkiye
TZ Republik Persatuan Tanzania
US Amerika Serikat
VA Takhta Suci
VE Venezuela (Republik Bolivarian)
VN Viet Nam"""
    ),
}
"""Language → code → name."""
