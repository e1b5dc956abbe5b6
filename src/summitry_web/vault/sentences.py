"""The app's refusals: what is wrong with a file, and what to do."""

from collections.abc import Mapping

from summitry.kit.errors import Text

KINDS: dict[str, Text] = {
    "document.kept": Text("{actor} kept the file {attachment} on {subject}."),
    "document.read": Text("{actor} read the file {attachment} on {subject}."),
    "document.deleted": Text("{actor} deleted the file {attachment} on {subject}."),
}

SENTENCES: Mapping[str, Text] = {
    "vault.empty": Text("The file is empty. Choose the file again."),
    "vault.too_large": Text(
        "The file is larger than {mb_max} MB. Send a smaller one, or split it."
    ),
    "vault.kind": Text(
        "This kind of file is not taken. Send one of these: PDF, DOCX, XLSX, PPTX, ODT, CSV, TXT, "
        "PNG, JPEG, WEBP, GeoJSON."
    ),
    "vault.heic": Text(
        "HEIC photos are not taken. On an iPhone, choose Settings, Camera, Formats, Most "
        "Compatible, or send a screenshot of the photo."
    ),
    "vault.svg": Text("SVG drawings can hold scripts and are not taken. Send a PNG or a PDF."),
    "vault.old_office": Text(
        "This is an old Office file or one with a password. Save it as DOCX, XLSX or PPTX without "
        "a password and send it again."
    ),
    "vault.damaged_file": Text(
        "The file is damaged or not what its content says it is. Open it in the program that made "
        "it, save it again and send that."
    ),
    "vault.pixels": Text(
        "The picture has {megapixels} megapixels; at most {megapixels_max} are taken. Make it "
        "smaller and send it again."
    ),
    "vault.image_too_heavy": Text(
        "The picture is too heavy once it is made safe. Make it smaller and send it again."
    ),
    "vault.bomb": Text(
        "The file unpacks to far more than its size and was not opened. Save the document again "
        "without its large parts."
    ),
    "vault.members": Text(
        "The file holds {members} parts; at most {members_max} are taken. Save the document again "
        "with fewer pictures."
    ),
    "vault.member_name": Text(
        "The file holds parts that point outside it, and was not opened. Save the document again "
        "in an Office program."
    ),
    "vault.macros": Text(
        "The file holds macros. Save it as a document without macros and send it again."
    ),
    "vault.embedded": Text(
        "Another file is embedded in the document. Take it out, and send it as a file of its own."
    ),
    "vault.external": Text(
        "The document draws content from outside itself. Break its links or make them plain "
        "values, and send it again."
    ),
    "vault.entities": Text(
        "The document defines entities of its own, as no Office program does, and was not opened."
    ),
    "vault.locked": Text(
        "The file is protected by a password. Take the password off and send it again."
    ),
    "vault.pdf_active": Text(
        "The PDF holds scripts, actions or files that it would start. Print it to a new PDF and "
        "send that."
    ),
    "vault.not_text": Text(
        "The text is not in UTF-8, or holds control signs. Save it as UTF-8 and send it again."
    ),
    "vault.geojson": Text(
        "The file is not GeoJSON: it must be one object with “type” and positions of longitude "
        "and latitude."
    ),
    "vault.sandbox": Text(
        "The file could not be examined safely within {seconds_max} seconds, and was not "
        "kept. Save it again in a simpler form and send that."
    ),
    "vault.ceiling": Text(
        "This installation may hold nothing marked {marking}. Keep the file where such files "
        "belong."
    ),
    "vault.gone": Text("The file is no longer kept."),
    "vault.altered": Text(
        "The stored file is not the one that was taken in. Tell who runs this installation."
    ),
}
