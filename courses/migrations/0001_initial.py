import accounts.models.name_keys
import cms.blocks.body
import courses.models.serving
import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cms', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CourseIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('introduction', models.CharField(blank=True, max_length=240, verbose_name='introduction')),
                ('share_image', models.ForeignKey(blank=True, help_text="Shown when the address is sent in WhatsApp or Facebook. Wide, at least 1200 × 630 pixels. Without one the site's own card is used.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cms.kanalimage', verbose_name='picture for sharing')),
            ],
            options={
                'verbose_name': 'course index',
            },
            bases=(courses.models.serving.ServedByView, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='LessonPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('goal', models.CharField(help_text='What you can do afterwards: one sentence, at most 160 characters.', max_length=160, verbose_name='goal')),
                ('minutes', models.PositiveSmallIntegerField(default=8, help_text='To read and watch, without the practice.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(180)], verbose_name='minutes')),
                ('preview', models.BooleanField(default=False, help_text='Anybody may read it, also without an account.', verbose_name='free preview')),
                ('body', cms.blocks.body.BodyField([], blank=True, verbose_name='body')),
                ('poster', models.ForeignKey(blank=True, help_text='A picture of your own, 960 × 540. Never a YouTube thumbnail.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cms.kanalimage', verbose_name='poster')),
                ('share_image', models.ForeignKey(blank=True, help_text="Shown when the address is sent in WhatsApp or Facebook. Wide, at least 1200 × 630 pixels. Without one the site's own card is used.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cms.kanalimage', verbose_name='picture for sharing')),
            ],
            options={
                'verbose_name': 'lesson',
                'verbose_name_plural': 'lessons',
            },
            bases=(courses.models.serving.ServedByView, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='ModulePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.CharField(blank=True, help_text='One sentence for the outline.', max_length=160, verbose_name='summary')),
                ('share_image', models.ForeignKey(blank=True, help_text="Shown when the address is sent in WhatsApp or Facebook. Wide, at least 1200 × 630 pixels. Without one the site's own card is used.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cms.kanalimage', verbose_name='picture for sharing')),
            ],
            options={
                'verbose_name': 'module',
                'verbose_name_plural': 'modules',
            },
            bases=(courses.models.serving.ServedByView, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='Track',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='name')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='slug')),
                ('summary', models.CharField(blank=True, max_length=160, verbose_name='summary')),
                ('colour', models.CharField(choices=[('teal', 'Teal'), ('coral', 'Coral'), ('blue', 'Blue'), ('lime', 'Lime')], default='teal', max_length=10, verbose_name='paint')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('name_sort', accounts.models.name_keys.TitleSortKeyField(default='', editable=False, max_length=300)),
            ],
            options={
                'verbose_name': 'track',
                'verbose_name_plural': 'tracks',
                'ordering': ['order', 'name_sort', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('colour__in', ['teal', 'coral', 'blue', 'lime'])), name='track_colour_is_known')],
            },
        ),
        migrations.CreateModel(
            name='CoursePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('title_sort', accounts.models.name_keys.TitleSortKeyField(default='', editable=False, max_length=300, of='title')),
                ('level', models.CharField(choices=[('beginner', 'Beginner'), ('intermediate', 'Intermediate'), ('advanced', 'Advanced')], default='beginner', max_length=12, verbose_name='level')),
                ('hours', models.PositiveSmallIntegerField(default=5, help_text='With practice, in whole hours.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(200)], verbose_name='hours')),
                ('tagline', models.CharField(help_text='One sentence, at most 140 characters.', max_length=140, verbose_name='tagline')),
                ('introduction', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ('outcomes', wagtail.fields.StreamField([('outcome', 0)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Outcome', 'max_length': 120})}, help_text='Short, each beginning with a verb; three to six.', verbose_name='what you will be able to do')),
                ('instructors', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='taught_courses', to=settings.AUTH_USER_MODEL, verbose_name='instructors')),
                ('poster', models.ForeignKey(blank=True, help_text='A picture of your own, 960 × 540.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cms.kanalimage', verbose_name='poster')),
                ('share_image', models.ForeignKey(blank=True, help_text="Shown when the address is sent in WhatsApp or Facebook. Wide, at least 1200 × 630 pixels. Without one the site's own card is used.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cms.kanalimage', verbose_name='picture for sharing')),
                ('track', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='courses.track', verbose_name='track')),
            ],
            options={
                'verbose_name': 'course',
                'verbose_name_plural': 'courses',
            },
            bases=(courses.models.serving.ServedByView, 'wagtailcore.page'),
        ),
    ]
