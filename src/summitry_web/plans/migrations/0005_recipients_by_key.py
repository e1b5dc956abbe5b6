"""Whom a row names stands by the row's key, and outlives the row."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def taken_from_rows(apps, _schema):
    recipients = apps.get_model("plans", "RowRecipient").objects
    rows = apps.get_model("plans", "StoredRow").objects.filter(pk=OuterRef("row_id"))
    for name in ("event_id", "table", "key"):
        recipients.update(**{name: Subquery(rows.values(name)[:1])})


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0001_initial"),
        ("plans", "0004_own_client_ids"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="rowrecipient",
            name="event",
            field=models.ForeignKey(
                null=True, on_delete=models.CASCADE, related_name="recipients", to="events.event"
            ),
        ),
        migrations.AddField(
            model_name="rowrecipient",
            name="table",
            field=models.CharField(default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="rowrecipient",
            name="key",
            field=models.CharField(default="", max_length=400),
            preserve_default=False,
        ),
        migrations.RunPython(taken_from_rows, migrations.RunPython.noop),
        migrations.RemoveField(model_name="rowrecipient", name="row"),
        migrations.AlterField(
            model_name="rowrecipient",
            name="event",
            field=models.ForeignKey(
                on_delete=models.CASCADE, related_name="recipients", to="events.event"
            ),
        ),
        migrations.AddConstraint(
            model_name="rowrecipient",
            constraint=models.UniqueConstraint(
                fields=("event", "table", "key", "account"), name="row_names_an_account_once"
            ),
        ),
    ]
