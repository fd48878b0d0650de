"""The roadmap page read as a tree, and the numbers that a Swedish sentence says."""

import re
from datetime import date

from lxml import html

from foundation.text.numbers import WORDS

QUESTIONS = ["Hur går arbetet?", "Vad är genomfört?", "Hur ser planeringen framåt ut?"]
TODAY = date(2026, 11, 23)


def page(client):
    response = client.get("/")
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def section(tree, question):
    (heading,) = [each for each in tree.iter("h2") if each.text_content().strip() == question]
    return heading.getparent()


def numbers_in(sentence):
    """The numbers a sentence says, in words or digits, but for years."""
    words = re.findall(r"\w+", sentence.lower())
    said = [WORDS.index(word) if word in WORDS else None for word in words]
    said += [int(word) for word in words if word.isdigit() and len(word) < 4]
    return [1 if word == "en" else each for word, each in zip(words, said, strict=False) if each]


def text(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    tree = html.fromstring(response.content.decode())
    return " ".join(tree.find(".//main").text_content().replace("\u00a0", " ").split())
