import accounts.models.name_keys
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
                ('body', wagtail.fields.StreamField([('text', 2), ('image', 7), ('video', 21), ('callout', 25), ('quote', 28), ('steps', 33), ('download', 37), ('lesson', 40)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'help_text': 'At most 80 characters, a sentence that says the point.', 'label': 'Heading', 'max_length': 80, 'required': False}), 1: ('cms.blocks.prose.ProseBlock', (), {'features': ['h3', 'bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'help_text': 'Short paragraphs of two to four sentences. Pasting from Word is fine.', 'label': 'Text'}), 2: ('wagtail.blocks.StructBlock', [[('heading', 0), ('body', 1)]], {'group': 'To read'}), 3: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture'}), 4: ('wagtail.blocks.CharBlock', (), {'help_text': 'For people who cannot see it: one sentence, at most 200 characters. Example: Dua thumbnail berdampingan, yang kanan hanya cobek sambal.', 'label': 'What is to be seen', 'max_length': 200, 'required': False}), 5: ('wagtail.blocks.BooleanBlock', (), {'help_text': 'Tick this when nothing is lost without the picture.', 'label': 'Decoration only', 'required': False}), 6: ('wagtail.blocks.CharBlock', (), {'help_text': 'At most 160 characters: what to look at, or whose picture it is.', 'label': 'Line under the picture', 'max_length': 160, 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('image', 3), ('alt', 4), ('decorative', 5), ('caption', 6)]], {'group': 'To read'}), 8: ('wagtail.blocks.CharBlock', (), {'help_text': 'At most 80 characters.', 'label': 'Title', 'max_length': 80}), 9: ('cms.blocks.video.VideoAddressBlock', (), {'help_text': 'Open the video on YouTube, tap Share, copy, paste. Example: https://youtu.be/… Leave it empty while the video is not filmed: the scenes are shown instead.', 'label': 'YouTube address', 'required': False}), 10: ('cms.blocks.prose.ProseBlock', (), {'features': ['bold', 'italic', 'ul', 'link'], 'help_text': 'Everything that is said: for reading without sound, signal or data.', 'label': 'Transcript'}), 11: ('wagtail.blocks.CharBlock', (), {'help_text': 'Minutes and seconds. Example: 3:40', 'label': 'Length', 'max_length': 8, 'required': False, 'validators': [django.core.validators.RegexValidator('^(\\d{1,2}:)?[0-5]?\\d:[0-5]\\d$', 'Write minutes and seconds, for example 3:40.')]}), 12: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Drawing'}), 13: ('wagtail.blocks.CharBlock', (), {'help_text': 'One sentence, at most 200 characters.', 'label': 'What is seen', 'max_length': 200}), 14: ('wagtail.blocks.CharBlock', (), {'help_text': 'The key sentence only; the whole text belongs into the transcript.', 'label': 'What is said', 'max_length': 300, 'required': False}), 15: ('wagtail.blocks.IntegerBlock', (), {'help_text': 'Example: 25', 'label': 'Seconds', 'max_value': 600, 'min_value': 1, 'required': False}), 16: ('wagtail.blocks.StructBlock', [[('image', 12), ('seen', 13), ('said', 14), ('seconds', 15)]], {}), 17: ('wagtail.blocks.ListBlock', (16,), {'default': [], 'help_text': 'Drawings of a video that is still to be filmed, at most 8.', 'label': 'Scenes', 'max_num': 8}), 18: ('wagtail.images.blocks.ImageChooserBlock', (), {'help_text': '16:9, at least 960 × 540 pixels.', 'label': 'Poster', 'required': False}), 19: ('wagtail.blocks.IntegerBlock', (), {'help_text': 'How much data playing it takes, about. Example: 12', 'label': 'Megabytes', 'max_value': 2000, 'min_value': 1, 'required': False}), 20: ('wagtail.blocks.CharBlock', (), {'help_text': 'Whose video it is, when it is not ours. At most 120 characters.', 'label': 'Credit', 'max_length': 120, 'required': False}), 21: ('wagtail.blocks.StructBlock', [[('title', 8), ('address', 9), ('transcript', 10), ('length', 11), ('scenes', 17), ('poster', 18), ('megabytes', 19), ('credit', 20)]], {'group': 'To read'}), 22: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('tip', 'Tip: makes it easier'), ('care', 'Take care: what goes wrong'), ('rule', 'Rule: of YouTube or of the programme'), ('rights', 'Rights: music, faces, permission')], 'label': 'Tone'}), 23: ('wagtail.blocks.CharBlock', (), {'help_text': 'At most 60 characters. Example: Jujur itu hemat tenaga', 'label': 'Title', 'max_length': 60}), 24: ('cms.blocks.prose.ProseBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link'], 'help_text': 'One to three sentences.', 'label': 'Text'}), 25: ('wagtail.blocks.StructBlock', [[('tone', 22), ('title', 23), ('body', 24)]], {'group': 'To read'}), 26: ('wagtail.blocks.TextBlock', (), {'help_text': 'At most 300 characters, without quotation marks.', 'label': 'Words', 'max_length': 300, 'rows': 3}), 27: ('wagtail.blocks.CharBlock', (), {'help_text': 'Name and what the person does. Example: Bu Ningsih, penjual pecel', 'label': 'Who says it', 'max_length': 80}), 28: ('wagtail.blocks.StructBlock', [[('text', 26), ('source', 27)]], {'group': 'To read'}), 29: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('checklist', 'Checklist: boxes to tick while doing'), ('steps', 'Steps: numbered, to follow in order')], 'label': 'Kind'}), 30: ('wagtail.blocks.CharBlock', (), {'help_text': 'At most 60 characters, with the time it takes. Example: Coba sekarang, 10 menit', 'label': 'Title', 'max_length': 60}), 31: ('wagtail.blocks.CharBlock', (), {'label': 'Step', 'max_length': 160}), 32: ('wagtail.blocks.ListBlock', (31,), {'help_text': 'Two to ten steps, one act each, at most 160 characters.', 'label': 'Steps', 'max_num': 10, 'min_num': 2}), 33: ('wagtail.blocks.StructBlock', [[('kind', 29), ('title', 30), ('items', 32)]], {'group': 'To do and keep'}), 34: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'PDF, Word, Excel, PowerPoint, OpenDocument, text, CSV or ZIP.', 'label': 'File'}), 35: ('wagtail.blocks.CharBlock', (), {'help_text': 'At most 80 characters. Example: Lembar lima ambilan', 'label': 'Title', 'max_length': 80}), 36: ('wagtail.blocks.CharBlock', (), {'help_text': 'What it is good for. Example: Satu halaman A4, bisa dicetak hitam putih.', 'label': 'Description', 'max_length': 160, 'required': False}), 37: ('wagtail.blocks.StructBlock', [[('document', 34), ('title', 35), ('description', 36)]], {'group': 'To do and keep'}), 38: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Lesson', 'page_type': ['courses.LessonPage']}), 39: ('wagtail.blocks.CharBlock', (), {'help_text': 'One sentence, at most 160 characters.', 'label': 'Why read it now', 'max_length': 160}), 40: ('wagtail.blocks.StructBlock', [[('page', 38), ('why', 39)]], {})}, verbose_name='body')),
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
                ('paint', models.CharField(choices=[('teal', 'Teal'), ('coral', 'Coral'), ('blue', 'Blue'), ('lime', 'Lime')], default='teal', max_length=10, verbose_name='paint')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('name_sort', accounts.models.name_keys.TitleSortKeyField(default='', editable=False, max_length=300)),
            ],
            options={
                'verbose_name': 'track',
                'verbose_name_plural': 'tracks',
                'ordering': ['order', 'name_sort', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('paint__in', ['teal', 'coral', 'blue', 'lime'])), name='track_paint_is_known')],
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
