import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitry.policy.names import likeness, prepared

SAME = [
    ("Mohammed Al-Rashid", "محمد الراشد"),
    ("Muhammad bin Abdulrahman al Rashid", "محمد بن عبد الرحمن الراشد"),
    ("Abdullah Hussein", "عبدالله حسين"),
    ("Fatima Al Zahra", "فاطمة الزهراء"),
    ("Yousef Khaled", "يوسف خالد"),
    ("Mohamed Alrashid", "Muhammad El-Rasheed"),
    ("Wang Xiaoming", "王小明"),
    ("Xiao Ming WANG", "王小明"),
    ("Dawen Chen", "陈大文"),
    ("Kim Min-soo", "김민수"),
    ("Ji-sung Park", "박지성"),
    ("Nguyễn Thị Đào", "DAO Nguyen Thi"),
    ("Lê Văn Hùng", "HUNG Le Van"),
    ("Щербаков Юрий", "Iurii Shcherbakov"),
    ("Хрущёв Алексей", "Alexei Khrushchev"),
    ("Сергей Иванов", "Sergey Ivanow"),
    ("Sergey Petrovich Ivanov", "Ivanov Sergey"),
    ("สมชาย ใจดี", "Somchai Jaidee"),
    ("Γιώργος Παπαδόπουλος", "Giorgos Papadopoulos"),
    ("नरेन्द्र शर्मा", "Narendra Sharma"),
    ("Jürgen Müller", "Juergen Mueller"),
    ("José García López", "Garcia Jose"),
    ("Sean O\u2019Neill", "O'NEILL, Sean"),
    ("J. Smith", "John Smith"),
    ("Nguyne Van Anh", "Nguyen Van Anh"),
]
DIFFERENT = [
    ("Nguyen Van Anh", "Nguyen Van Hanh"),
    ("Nguyen Thi Thuan", "Nguyen Thi Tuan"),
    ("Tran Van Trung", "Tran Van Trang"),
    ("Phuong Nguyen", "Phong Nguyen"),
    ("Le Van Hung", "Le Van Hong"),
    ("Hassan Ali", "Hussein Ali"),
    ("حسن علي", "حسين علي"),
    ("Wang Wei", "Fang Wei"),
    ("Li Na", "Li Ning"),
    ("Ivan Petrov", "Igor Petrov"),
    ("Maria Garcia", "Mario Garcia"),
    ("Ahmed Ali", "Ahmed Adel"),
    ("Anna Ivanova", "Ivan Ivanov"),
    ("علي", "Ali"),
    ("", "Ali"),
    ("123", "456"),
    ("Ali", "Ali Hassan"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_name_in_two_spellings_scripts_or_orders_is_alike(one, other):
    assert likeness(prepared(one), prepared(other)) >= 0.9


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_names_are_not_alike(one, other):
    assert likeness(prepared(one), prepared(other)) < 0.9


SOME_NAMES = st.text("aeihmnrstuàéñ дюж明مح ạ-'", max_size=24)


@given(SOME_NAMES, SOME_NAMES)
def test_likeness_is_a_share_and_the_same_both_ways(one, other):
    here, there = prepared(one), prepared(other)

    assert 0.0 <= likeness(here, there) <= 1.0
    assert likeness(here, there) == likeness(there, here)


@given(SOME_NAMES)
def test_a_name_is_itself(written):
    name = prepared(written)

    assert likeness(name, name) == (1.0 if name.tokens else 0.0)


@given(st.text(max_size=300))
def test_any_text_can_be_prepared(written):
    assert len(prepared(written).tokens) <= 8
