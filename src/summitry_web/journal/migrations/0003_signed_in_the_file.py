from django.db import migrations


class Migration(migrations.Migration):
    """Signatures stand in the journal's own file from now on."""

    dependencies = [
        ("journal", "0002_heads_and_checkpoints"),
    ]

    operations = [
        migrations.RemoveField(model_name="head", name="signed"),
    ]
