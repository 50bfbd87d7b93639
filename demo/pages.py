"""The three core courses as pages, from the content files; pages that exist are left as they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from wagtail.models import Page

from accounts.models import User
from courses.models import CourseIndexPage, CoursePage, LessonPage, ModulePage, Track
from demo.bodies import CONTENT, Library, body, read

#: In the order of the catalogue.
COURSES = ("hp-jadi-kamera", "biar-ketemu-biar-diklik", "cerita-dari-gang-sendiri")
TRACKS = (
    ("teknis", "Teknis", "teal", "Kamera HP, suara, cahaya, dan potong rapi."),
    ("optimasi", "Optimasi", "blue", "Judul, thumbnail, deskripsi, dan membaca angka."),
    ("kreatif-hiburan", "Kreatif & Hiburan", "coral", "Ide, cerita, humor, dan tampil."),
)


@dataclass(frozen=True, slots=True)
class Teaching:
    """Who the pages belong to, and the moment from which they are public."""

    instructors: list[User]
    since: datetime


def load_tracks() -> dict[str, Track]:
    """The tracks of the core courses, by the name that the content files use."""
    tracks = {}
    for order, (slug, name, colour, summary) in enumerate(TRACKS, start=1):
        values = {"name": name, "colour": colour, "summary": summary, "order": order}
        track, _new = Track.objects.get_or_create(slug=slug, defaults=values)
        tracks[f"Jalur {name}"] = track
    return tracks


@transaction.atomic
def load_courses(teaching: Teaching) -> list[CoursePage]:
    """Courses, modules and lessons below the course index, in order."""
    index = CourseIndexPage.objects.get()
    tracks = load_tracks()
    made: list[tuple[LessonPage, dict[str, Any], Library]] = []
    courses = []
    for slug in COURSES:
        content = read(CONTENT / slug / "course.toml")
        library = Library(CONTENT / slug, content["title"])
        course = _course(index, content, tracks[content["track"]], library, teaching)
        made += _lessons(course, content, library, teaching)
        courses.append(course)
    # Lessons lead to lessons of other courses, so bodies come when every page is there.
    for lesson, content, library in made:
        key = f"{lesson.slug}-{content['number']}"
        lesson.body = body(content["body"], library, key=key, pages=_lesson_id)
        lesson.save()
    return courses


def _lesson_id(course: str, lesson: str) -> int:
    path = CoursePage.objects.get(slug=course).path
    return LessonPage.objects.get(slug=lesson, path__startswith=path).pk


def _course(
    index: CourseIndexPage,
    content: dict[str, Any],
    track: Track,
    library: Library,
    teaching: Teaching,
) -> CoursePage:
    known = CoursePage.objects.child_of(index).filter(slug=content["slug"]).first()
    if known is not None:
        return known
    course = CoursePage(
        title=content["title"],
        slug=content["slug"],
        track=track,
        level=content["level"],
        hours=content["hours"],
        tagline=content["tagline"],
        search_description=content["tagline"],
        introduction=content["introduction"].strip(),
        outcomes=[("outcome", text) for text in content["outcomes"]],
        poster_id=library.image(content.get("poster")),
    )
    course.instructors = teaching.instructors
    return _add(index, course, teaching)


def _lessons(
    course: CoursePage, content: dict[str, Any], library: Library, teaching: Teaching
) -> list[tuple[LessonPage, dict[str, Any], Library]]:
    """The lessons that were new, each with what its file tells."""
    modules = {}
    for module in content["module"]:
        page = ModulePage.objects.child_of(course).filter(slug=module["slug"]).first()
        modules[str(module["number"])] = page or _add(
            course,
            ModulePage(title=module["title"], slug=module["slug"], summary=module["summary"]),
            teaching,
        )
    made = []
    for path in lesson_files(library.folder):
        lesson = read(path)
        module = modules[lesson["number"].partition(".")[0]]
        if not LessonPage.objects.child_of(module).filter(slug=lesson["slug"]).exists():
            made.append((_lesson(module, lesson, library, teaching), lesson, library))
    return made


def lesson_files(folder: Path) -> list[Path]:
    """A course's lessons in the order of the outline."""
    return sorted(path for path in folder.glob("*.toml") if path.name != "course.toml")


def _lesson(
    module: ModulePage, content: dict[str, Any], library: Library, teaching: Teaching
) -> LessonPage:
    lesson = LessonPage(
        title=content["title"],
        slug=content["slug"],
        goal=content["goal"],
        search_description=content["goal"],
        minutes=content["minutes"],
        preview=content["preview"],
        poster_id=library.image(content.get("poster")),
    )
    return _add(module, lesson, teaching)


def _add(parent: Page, page: Page, teaching: Teaching) -> Any:
    page.owner = teaching.instructors[0]
    page.live = True
    page.first_published_at = page.last_published_at = teaching.since
    return parent.add_child(instance=page)
