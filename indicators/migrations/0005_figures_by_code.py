"""Diagrams and tables get codes instead of numbers, captions lose number and source.

What readers already saw becomes published, and follow-ups with printed contents are marked as
transcribed from a document.
"""

import re

from django.db import migrations, models

PRINTED = re.compile(r"^\s*\w+\s+\d+\s*[:.]\s*")
LETTERS = {"chart": "d", "table": "t"}


def give_codes(apps, schema_editor):
    for name in ("Figure", "HistoricalFigure"):
        model = apps.get_model("indicators", name)
        rows = list(model.objects.all())
        for row in rows:
            row.code = f"{LETTERS[row.kind]}{row.number}"
            caption = PRINTED.sub("", row.caption)
            before, word, source = caption.partition("Källa")
            if word and not row.source_line:
                caption, row.source_line = before.strip(), f"{word}{source}".strip()
            row.caption = caption
        model.objects.bulk_update(rows, ["code", "caption", "source_line"], batch_size=500)


def mark_published(apps, schema_editor):
    follow_ups = apps.get_model("indicators", "FollowUp")
    follow_ups.objects.exclude(contents_as_printed="").update(is_from_document=True)
    for name in ("Assessment", "GoalAnalysis"):
        rows = apps.get_model("indicators", name).objects
        rows.filter(follow_up__status="published", state__in=["ready", "approved"]).update(
            state="published"
        )


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0004_follow_up_work'),
    ]

    operations = [
        migrations.RunPython(give_codes, migrations.RunPython.noop),
        migrations.RunPython(mark_published, migrations.RunPython.noop),
        migrations.AlterModelOptions(
            name='figure',
            options={'ordering': ['follow_up', 'goal__focus_area__number', 'goal__number', 'code'], 'verbose_name': 'diagram or table', 'verbose_name_plural': 'diagrams and tables'},
        ),
        migrations.RemoveConstraint(
            model_name='figure',
            name='indicators_figure_number_once',
        ),
        migrations.RemoveField(
            model_name='figure',
            name='number',
        ),
        migrations.RemoveField(
            model_name='historicalfigure',
            name='number',
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['to_do', 'draft', 'ready', 'approved', 'published'])), name='indicators_assessment_state', violation_error_message='Choose one of the states.'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), ('state__in', ['approved', 'published']), _connector='OR'), name='indicators_assessment_approval_is_a_state', violation_error_message='What has been approved is approved or published.'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(('returned_note', ''), ('state__in', ['to_do', 'draft']), _connector='OR'), name='indicators_assessment_returned_to_its_writer', violation_error_message='Only what goes back to its writer has such a note.'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('not_followed_reason', 'not_stated'), _negated=True), models.Q(('not_followed_as_printed', ''), _negated=True), _connector='OR'), name='indicators_assessment_not_stated_only_as_printed', violation_error_message='“The document gives no reason” is for old documents: give its words, or choose the reason.'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('note', ''), _negated=True), _connector='OR'), name='indicators_edition_correction_says_what', violation_error_message='Say what is corrected.'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.UniqueConstraint(fields=('follow_up', 'code'), name='indicators_figure_code_in_follow_up', violation_error_message='The follow-up already has one with this code.'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(('code__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='indicators_figure_code_form', violation_error_message='Use lower-case letters a–z, digits and single hyphens, like “n08-women”.'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['chart', 'table'])), name='indicators_figure_kind', violation_error_message='Choose diagram or table.'),
        ),
        migrations.AddConstraint(
            model_name='goalanalysis',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['to_do', 'draft', 'ready', 'approved', 'published'])), name='indicators_goalanalysis_state', violation_error_message='Choose one of the states.'),
        ),
        migrations.AddConstraint(
            model_name='goalanalysis',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', True), ('approved_by__isnull', True)), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False)), _connector='OR'), name='indicators_goalanalysis_approved_together', violation_error_message='An approval has both a person and a time.'),
        ),
        migrations.AddConstraint(
            model_name='goalanalysis',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), ('state__in', ['approved', 'published']), _connector='OR'), name='indicators_goalanalysis_approval_is_a_state', violation_error_message='What has been approved is approved or published.'),
        ),
        migrations.AddConstraint(
            model_name='goalanalysis',
            constraint=models.CheckConstraint(condition=models.Q(('returned_note', ''), ('state__in', ['to_do', 'draft']), _connector='OR'), name='indicators_goalanalysis_returned_to_its_writer', violation_error_message='Only what goes back to its writer has such a note.'),
        ),
        migrations.AddConstraint(
            model_name='editionfile',
            constraint=models.UniqueConstraint(fields=('edition', 'form'), name='indicators_editionfile_once'),
        ),
    ]
