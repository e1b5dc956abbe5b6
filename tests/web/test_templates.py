"""Every template compiles: a page that nobody opened in a test is not broken for that."""

import pytest
from django.template import engines
from jinja2 import TemplateSyntaxError

ENVIRONMENT = engines["jinja2"].env


def test_every_template_compiles():
    names = ENVIRONMENT.list_templates(extensions=["html", "txt"])

    assert "frame/base.html" in names
    assert [ENVIRONMENT.get_template(name).name for name in names] == names


def test_broken_template_is_refused():
    with pytest.raises(TemplateSyntaxError):
        ENVIRONMENT.from_string("{% if here %}")
