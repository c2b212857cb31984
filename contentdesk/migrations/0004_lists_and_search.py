import django.db.models.deletion
from django.db import migrations, models


def compare_words_by_their_bytes(apps, schema_editor):
    """A word's beginning is looked up as a range, which the rules of a language may break."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            'ALTER TABLE contentdesk_word ALTER COLUMN word TYPE varchar(40) COLLATE "C"'
        )


class Migration(migrations.Migration):
    dependencies = [
        ("contentdesk", "0003_review_and_evidence"),
        ("organization", "0002_stand_ins"),
    ]

    operations = [
        migrations.AddField(
            model_name="material",
            name="newest",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="contentdesk.edition",
            ),
        ),
        migrations.AddField(
            model_name="material",
            name="stage",
            field=models.CharField(
                blank=True,
                choices=[
                    ("working", "Being written"),
                    ("waiting", "Waiting for review"),
                    ("approved", "Approved"),
                    ("published", "On the website"),
                    ("ended", "Ended"),
                ],
                editable=False,
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="material",
            name="is_live",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="material",
            name="changed_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="material",
            name="words_by",
            field=models.PositiveSmallIntegerField(db_index=True, default=0, editable=False),
        ),
        migrations.AddIndex(
            model_name="material",
            index=models.Index(fields=["changed_at", "id"], name="contentdesk_changed_8374f5_idx"),
        ),
        migrations.AddIndex(
            model_name="material",
            index=models.Index(
                fields=["stage", "changed_at", "id"], name="contentdesk_stage_db1c6e_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="material",
            index=models.Index(
                fields=["unit", "changed_at", "id"], name="contentdesk_unit_id_5abd55_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="material",
            index=models.Index(
                fields=["unit", "stage", "changed_at", "id"], name="contentdesk_unit_id_68bbbb_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="material",
            index=models.Index(
                fields=["program", "changed_at", "id"], name="contentdesk_program_bef5c6_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["state", "submitted_at", "wished_day", "pressing", "classification"],
                name="review_queue",
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                condition=models.Q(urgent_by__isnull=False, second_look_at__isnull=True),
                fields=["state", "material"],
                name="second_look_owed",
            ),
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "material_id",
                        "word",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("word", models.CharField(max_length=40)),
                (
                    "material",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words",
                        to="contentdesk.material",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["word", "material"], name="materials_of_a_word")],
            },
        ),
        migrations.RunPython(compare_words_by_their_bytes, migrations.RunPython.noop),
    ]
