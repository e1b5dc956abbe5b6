"""How highly the highest row of a baseline is marked; of earlier ones the highest there is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("baselines", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="baseline",
            name="height",
            field=models.PositiveSmallIntegerField(default=4),
        ),
    ]
