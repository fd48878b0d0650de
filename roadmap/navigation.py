"""The public entries of the roadmap, and the foot of every page."""

from county.models import SteeringDocument
from county.terms import has_term, word
from foundation.navigation import HasRows, NavItem, register

register(
    NavItem(
        "plan",
        lambda _county: word("roadmap").capitalize(),
        "roadmap_plan",
        order=10,
        shown=lambda _user, _county: has_term("roadmap"),
    ),
    NavItem(
        "documents", "Styrdokument", "steering_documents", "footer", 5, HasRows(SteeringDocument)
    ),
    NavItem("my-work", "Mitt arbete", "my_work", "work", 10),
    NavItem("about", "Om portalen", "about", "footer", 10),
    NavItem("terms", "Begrepp", "about_terms", "footer", 20),
    NavItem("accessibility", "Tillgänglighetsredogörelse", "about_accessibility", "footer", 30),
    NavItem("personal-data", "Personuppgifter", "about_personal_data", "footer", 40),
    NavItem("cookies", "Kakor", "about_cookies", "footer", 50),
    NavItem("easy", "Lättläst", "about_easy", "footer", 60),
    NavItem("finnish", "Suomeksi", "about_finnish", "footer", 70, lang="fi"),
    NavItem("english", "English", "about_english", "footer", 80, lang="en"),
)
