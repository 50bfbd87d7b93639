import cms.blocks.body
import cms.content_changes
import cms.models.media
import design.palette
import django.core.validators
import django.db.models.deletion
import modelsearch.index
import taggit.managers
import wagtail.fields
import wagtail.images.models
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ContentChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField(default=cms.content_changes.any_number)),
            ],
        ),
        migrations.CreateModel(
            name='KanalDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('file_size', models.PositiveBigIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, editable=False, max_length=40)),
                ('file', models.FileField(upload_to=cms.models.media.name_on_the_disk, verbose_name='file')),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
            ],
            options={
                'verbose_name': 'document',
                'verbose_name_plural': 'documents',
                'abstract': False,
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='KanalImage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', upload_to=wagtail.images.models.get_upload_to, verbose_name='file', width_field='width')),
                ('description', models.CharField(blank=True, default='', max_length=255, verbose_name='description')),
                ('width', models.IntegerField(editable=False, verbose_name='width')),
                ('height', models.IntegerField(editable=False, verbose_name='height')),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='created at')),
                ('focal_point_x', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_y', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_width', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_height', models.PositiveIntegerField(blank=True, null=True)),
                ('file_size', models.PositiveIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
            ],
            options={
                'abstract': False,
            },
            bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='HomePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('kicker', models.CharField(blank=True, help_text='At most 40 characters. Example: Gratis untuk warga kota', max_length=40, verbose_name='tape above the heading')),
                ('heading', models.CharField(help_text='At most 70 characters. Example: Belajar jadi YouTuber dari rumahmu sendiri', max_length=70, verbose_name='heading')),
                ('lead', models.TextField(help_text='One or two sentences, at most 200 characters.', max_length=200, verbose_name='introduction')),
                ('hero_alt', models.CharField(blank=True, help_text='One sentence. Leave it empty if the picture is decoration only.', max_length=200, verbose_name='what the large picture shows')),
                ('call_to_action', models.CharField(blank=True, help_text='Dates, seats and the yellow button come from what is chosen here.', max_length=120, verbose_name='invitation to')),
                ('main_label', models.CharField(blank=True, help_text='Used while nothing is on offer. Example: Lihat kursus', max_length=30, verbose_name='text of the yellow button')),
                ('second_label', models.CharField(blank=True, help_text='Example: Coba satu pelajaran', max_length=30, verbose_name='text of the second link')),
                ('how_heading', models.CharField(blank=True, max_length=70, verbose_name='heading')),
                ('how_steps', wagtail.fields.StreamField([('step', 3)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'help_text': 'At most 40 characters. Example: Praktik di kanalmu', 'label': 'Title', 'max_length': 40}), 1: ('wagtail.blocks.CharBlock', (), {'help_text': 'One or two sentences, at most 200 characters.', 'label': 'Text', 'max_length': 200}), 2: ('wagtail.images.blocks.ImageChooserBlock', (), {'help_text': "16:9. Without one, the first three steps keep Kanal's own drawings.", 'label': 'Picture', 'required': False}), 3: ('wagtail.blocks.StructBlock', [[('title', 0), ('text', 1), ('picture', 2)]], {})}, verbose_name='steps')),
                ('links_heading', models.CharField(blank=True, max_length=70, verbose_name='heading')),
                ('links', wagtail.fields.StreamField([('page', 0)], blank=True, block_lookup={0: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page'})}, help_text='Courses or other pages, from technical to entertainment. At most 8.', verbose_name='doors')),
                ('links_from', models.CharField(blank=True, help_text='Example: Teknis', max_length=20, verbose_name='left end of the line')),
                ('links_to', models.CharField(blank=True, help_text='Example: Hiburan', max_length=20, verbose_name='right end of the line')),
                ('week_heading', models.CharField(blank=True, help_text='Example: Satu minggu, satu rumah. Empty leaves the part out.', max_length=70, verbose_name='heading')),
                ('week_text', models.TextField(blank=True, max_length=300, verbose_name='text')),
                ('questions_heading', models.CharField(blank=True, max_length=70, verbose_name='heading')),
                ('questions', wagtail.fields.StreamField([('question', 2)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'help_text': 'At most 90 characters, as people ask it. Example: HP-ku biasa saja. Cukup?', 'label': 'Question', 'max_length': 90}), 1: ('cms.blocks.prose.ProseBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link'], 'help_text': 'Two or three short sentences.', 'label': 'Answer'}), 2: ('wagtail.blocks.StructBlock', [[('question', 0), ('answer', 1)]], {})}, help_text='What people really ask, the most frequent first. At most 10.', verbose_name='questions')),
                ('closing_heading', models.CharField(blank=True, max_length=70, verbose_name='heading')),
                ('closing_text', models.TextField(blank=True, help_text='Used while nothing is on offer.', max_length=200, verbose_name='text')),
                ('main_page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page of the yellow button')),
                ('second_page', models.ForeignKey(blank=True, help_text='A lesson that everyone may read.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page of the second link')),
                ('hero_image', models.ForeignKey(blank=True, help_text="Without one, Kanal's drawing of the kampung stands here.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cms.kanalimage', verbose_name='large picture')),
                ('share_image', models.ForeignKey(blank=True, help_text="Shown when the address is sent in WhatsApp or Facebook. Wide, at least 1200 × 630 pixels. Without one the site's own card is used.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cms.kanalimage', verbose_name='picture for sharing')),
            ],
            options={
                'verbose_name': 'home page',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='SiteSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('institution', models.CharField(blank=True, help_text='Who runs the programme. Example: Dinas Komunikasi dan Informatika.', max_length=120, verbose_name='institution')),
                ('tagline', models.CharField(default='Kanal, rumah produksi warga', help_text='At most 80 characters; heads the footer.', max_length=80, verbose_name='tagline')),
                ('about', models.TextField(blank=True, help_text='One or two sentences for the footer, at most 300 characters.', max_length=300, verbose_name='about')),
                ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='contact e-mail')),
                ('contact_phone', models.CharField(blank=True, max_length=25, validators=[django.core.validators.RegexValidator('^\\+?[\\d ()./-]{6,24}$', 'Write a telephone number, for example +62 341 000 000.')], verbose_name='contact phone')),
                ('contact_address', models.TextField(blank=True, max_length=200, verbose_name='contact address')),
                ('source_code_url', models.URLField(blank=True, verbose_name='address of the source code')),
                ('footer_pages', wagtail.fields.StreamField([('page', 0)], blank=True, block_lookup={0: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page'})}, help_text='Privacy, programme rules and accessibility belong here. At most 8.', verbose_name='pages in the footer')),
                ('colour_teal', models.CharField(default='#3fcfc0', help_text='# and six digits. Checked on save: dark text must be readable on it.', max_length=7, validators=[design.palette.validate_colour], verbose_name='teal wall')),
                ('colour_coral', models.CharField(default='#ff8f75', help_text='# and six digits. Checked on save: dark text must be readable on it.', max_length=7, validators=[design.palette.validate_colour], verbose_name='coral wall')),
                ('colour_blue', models.CharField(default='#7db8ff', help_text='# and six digits. Checked on save: dark text must be readable on it.', max_length=7, validators=[design.palette.validate_colour], verbose_name='blue wall')),
                ('colour_lime', models.CharField(default='#bcdc5a', help_text='# and six digits. Checked on save: dark text must be readable on it.', max_length=7, validators=[design.palette.validate_colour], verbose_name='lime wall')),
                ('colour_yellow', models.CharField(default='#ffc93c', help_text='# and six digits. Checked on save: dark text must be readable on it.', max_length=7, validators=[design.palette.validate_colour], verbose_name='yellow of the next step')),
                ('logo', models.ForeignKey(blank=True, help_text='Shown in the footer and in the admin. PNG or WebP without background.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cms.kanalimage', verbose_name='logo of the institution')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
                ('social_card', models.ForeignKey(blank=True, help_text='Shown when a page without a picture of its own is shared. 1200 × 630.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cms.kanalimage', verbose_name='card for sharing')),
            ],
            options={
                'verbose_name': 'site and institution',
            },
        ),
        migrations.CreateModel(
            name='StandardPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('introduction', models.TextField(blank=True, help_text='What this page says, in one or two sentences. At most 300 characters.', max_length=300, verbose_name='introduction')),
                ('body', cms.blocks.body.BodyField([], blank=True, verbose_name='content')),
                ('share_image', models.ForeignKey(blank=True, help_text="Shown when the address is sent in WhatsApp or Facebook. Wide, at least 1200 × 630 pixels. Without one the site's own card is used.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cms.kanalimage', verbose_name='picture for sharing')),
            ],
            options={
                'verbose_name': 'standard page',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='KanalRendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filter_spec', models.CharField(db_index=True, max_length=255)),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', storage=wagtail.images.models.get_rendition_storage, upload_to=wagtail.images.models.get_rendition_upload_to, width_field='width')),
                ('width', models.IntegerField(editable=False)),
                ('height', models.IntegerField(editable=False)),
                ('focal_point_key', models.CharField(blank=True, default='', editable=False, max_length=16)),
                ('image', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='cms.kanalimage')),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('image', 'filter_spec', 'focal_point_key'), name='cms_rendition_one_per_size')],
            },
            bases=(wagtail.images.models.ImageFileMixin, models.Model),
        ),
    ]
