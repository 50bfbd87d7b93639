import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('courses', '0002_course_index'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LearningDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='learning_days', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'date'), name='one_learning_day_per_date')],
            },
        ),
        migrations.CreateModel(
            name='LessonProgress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField(verbose_name='started')),
                ('last_at', models.DateTimeField(verbose_name='last event')),
                ('completed_at', models.DateTimeField(blank=True, null=True, verbose_name='completed')),
                ('completed_by', models.CharField(blank=True, choices=[('self', 'Marked by the trainee')], max_length=8, verbose_name='completed by')),
                ('reading_position', models.CharField(blank=True, max_length=40, verbose_name='reading place')),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='progress', to='courses.lessonpage')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lesson_progress', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'lesson progress',
                'verbose_name_plural': 'lesson progress',
                'indexes': [models.Index(fields=['user', '-last_at'], name='progress_newest_of_user')],
                'constraints': [models.UniqueConstraint(fields=('user', 'lesson'), name='one_progress_per_trainee_and_lesson'), models.CheckConstraint(condition=models.Q(models.Q(('completed_at__isnull', True), ('completed_by', '')), models.Q(('completed_at__isnull', False), ('completed_by__in', ['self'])), _connector='OR'), name='completed_lesson_names_its_rule'), models.CheckConstraint(condition=models.Q(('completed_at__isnull', True), ('completed_at__gte', models.F('started_at')), _connector='OR'), name='lesson_completed_after_it_started')],
            },
        ),
        migrations.CreateModel(
            name='LessonTick',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.CharField(max_length=80, verbose_name='item')),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ticks', to='courses.lessonpage')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lesson_ticks', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'tick',
                'verbose_name_plural': 'ticks',
                'constraints': [models.UniqueConstraint(fields=('user', 'lesson', 'item'), name='one_tick_per_person_and_item')],
            },
        ),
    ]
