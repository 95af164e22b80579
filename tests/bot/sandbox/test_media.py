import struct
import zlib

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, InputMediaDocument, InputMediaPhoto
from telegram import InputMediaPhoto as StaffPhoto

from bot.sandbox.media import picture_size, sample_photo, sample_voice


async def test_a_persons_photo_comes_in_sizes_and_can_be_fetched(hall, side):
    side.photo(caption="三楼渗水")

    (update,) = await hall.get_updates()
    largest = update.message.photo[-1]
    content = await hall.download(largest.file_id)

    assert [(size.width, size.height) for size in update.message.photo] == [
        (90, 67), (320, 240), (800, 600),
    ]  # fmt: skip
    assert update.message.caption == "三楼渗水"
    assert picture_size(content.read()) == (800, 600)


async def test_an_own_photo_keeps_its_bytes(staff, sandbox, resident):
    picture = sample_photo(320)
    side = sandbox.side(resident.id, "staff_bot")
    side.photo(picture)

    (update,) = await staff.get_updates()
    file = await update.message.photo[-1].get_file()

    assert bytes(await file.download_as_bytearray()) == picture


async def test_a_voice_message_has_seconds_and_sound(staff, sandbox, resident):
    sandbox.side(resident.id, "staff_bot").voice(seconds=4)

    (update,) = await staff.get_updates()
    voice = update.message.voice
    file = await voice.get_file()
    content = bytes(await file.download_as_bytearray())

    assert (voice.to_dict()["duration"], voice.mime_type) == (4, "audio/ogg")
    assert content == sample_voice(4)


async def test_a_sent_photo_can_be_sent_again_by_its_id_but_not_by_the_other_bot(
    hall, staff, sandbox, side
):
    sandbox.side(side.person_id, "staff_bot").start()
    sent = await hall.send_photo(
        side.person_id, BufferedInputFile(sample_photo(320), "a.png"), caption="<b>图</b>",
        parse_mode="HTML",
    )  # fmt: skip

    again = await hall.send_photo(side.person_id, sent.photo[-1].file_id)
    with pytest.raises(Exception, match=r"(?i)wrong file identifier/HTTP URL specified"):
        await staff.send_photo(side.person_id, sent.photo[-1].file_id)

    assert again.photo == sent.photo
    assert (sent.caption, sent.caption_entities[0].type) == ("图", "bold")


async def test_albums_share_a_group_and_edits_replace_a_photo(hall, staff, sandbox, side):
    sandbox.side(side.person_id, "staff_bot").start()
    album = await hall.send_media_group(
        side.person_id,
        [
            InputMediaPhoto(media=BufferedInputFile(sample_photo(90), "a.png"), caption="一"),
            InputMediaPhoto(media=BufferedInputFile(sample_photo(320), "b.png")),
        ],
    )
    theirs = await staff.send_media_group(
        side.person_id, [StaffPhoto(sample_photo(90)), StaffPhoto(sample_photo(320))]
    )

    edited = await hall.edit_message_media(
        InputMediaDocument(media=BufferedInputFile(b"text", "note.txt"), caption="改"),
        chat_id=side.person_id,
        message_id=album[0].message_id,
    )

    assert len({message.media_group_id for message in album}) == 1
    assert len(theirs) == 2
    assert (edited.document.file_name, edited.caption, edited.photo) == ("note.txt", "改", None)


async def test_captions_have_their_own_limit_and_edit(hall, side):
    picture = BufferedInputFile(sample_photo(90), "a.png")
    sent = await hall.send_photo(side.person_id, picture, caption="旧")

    edited = await hall.edit_message_caption(
        chat_id=side.person_id, message_id=sent.message_id, caption="新"
    )
    with pytest.raises(TelegramBadRequest) as long:
        await hall.send_photo(side.person_id, picture, caption="长" * 1025)
    with pytest.raises(TelegramBadRequest) as text:
        await hall.edit_message_text("x", chat_id=side.person_id, message_id=sent.message_id)

    assert edited.caption == "新"
    assert long.value.message == "Bad Request: message caption is too long"
    assert text.value.message == "Bad Request: there is no text in the message to edit"


async def test_voice_documents_places_and_contacts_are_sent(hall, side):
    voice = await hall.send_voice(
        side.person_id, BufferedInputFile(sample_voice(2), "v.ogg"), duration=2
    )
    document = await hall.send_document(side.person_id, BufferedInputFile(b"x", "表.csv"))
    place = await hall.send_location(side.person_id, 31.2, 121.4)
    contact = await hall.send_contact(side.person_id, "+861000", "物业")

    assert (voice.voice.duration, voice.voice.mime_type) == (2, "audio/ogg")
    assert (document.document.file_name, document.document.file_size) == ("表.csv", 1)
    assert place.location.longitude == 121.4
    assert contact.contact.first_name == "物业"


async def test_what_is_no_picture_and_what_is_no_file_is_refused(hall, side):
    with pytest.raises(TelegramBadRequest) as picture:
        await hall.send_photo(side.person_id, BufferedInputFile(b"not a picture", "a.png"))
    with pytest.raises(TelegramBadRequest) as empty:
        await hall.send_document(side.person_id, BufferedInputFile(b"", "a.txt"))
    with pytest.raises(TelegramBadRequest) as unknown:
        await hall.get_file("nothing")

    assert [caught.value.message for caught in (picture, empty, unknown)] == [
        "Bad Request: IMAGE_PROCESS_FAILED",
        "Bad Request: file must be non-empty",
        "Bad Request: invalid file_id",
    ]


async def test_a_file_over_the_download_limit_cannot_be_fetched(hall, side):
    sent = await hall.send_document(
        side.person_id, BufferedInputFile(bytes(20_000_001), "big.bin")
    )

    with pytest.raises(TelegramBadRequest) as caught:
        await hall.get_file(sent.document.file_id)

    assert caught.value.message == "Bad Request: file is too big"


def test_the_sample_photo_is_a_whole_png():
    picture = sample_photo(90)

    start = picture.index(b"IDAT") + 4
    length = struct.unpack(">I", picture[start - 8 : start - 4])[0]
    rows = zlib.decompress(picture[start : start + length])

    assert len(rows) == 67 * (1 + 90 * 3)


def test_the_sample_voice_is_a_chain_of_ogg_pages():
    sound = sample_voice(3)

    flags = [sound[at + 5] for at in range(len(sound)) if sound.startswith(b"OggS", at)]

    assert flags == [2, 0, 0, 0, 4]
    assert b"OpusHead" in sound


def test_sizes_are_read_from_jpeg_and_gif_too():
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x00\x10\x00\x20" + bytes(12)

    assert picture_size(jpeg) == (32, 16)
    assert picture_size(b"GIF89a\x05\x00\x07\x00") == (5, 7)
    assert picture_size(b"hello") is None
