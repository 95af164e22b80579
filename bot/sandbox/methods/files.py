"""Files by file_id."""

from bot.sandbox.call import Call
from bot.sandbox.wire import ApiError, Json, bad_request


def get_file(call: Call) -> Json:
    file_id = str(call.params["file_id"])
    try:
        return call.world.files.owned(file_id, bot_id=call.bot.id).describe()
    except ApiError as error:
        if "wrong file identifier" in error.description:
            raise bad_request("invalid file_id") from None
        raise


def get_user_profile_photos(call: Call) -> Json:
    if int(call.params["user_id"]) not in call.world.people:
        raise bad_request("user not found")
    return {"total_count": 0, "photos": []}


METHODS = {"getFile": get_file, "getUserProfilePhotos": get_user_profile_photos}
