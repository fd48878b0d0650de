"""The public addresses of the roadmap, and those that machines read."""

from django.urls import path

from roadmap.views import about, areas, front, machines, plan, work

urlpatterns = [
    path("", front.front, name="roadmap_front"),
    path("fardplan/", plan.plan, name="roadmap_plan"),
    path("malomraden/<slug:key>/", areas.goal_area, name="roadmap_goal_area"),
    path("fokusomraden/<slug:key>/", areas.focus_area, name="roadmap_focus_area"),
    path("resultat/<int:year>/", plan.yearly_results, name="yearly_results"),
    path("styrdokument/", plan.steering_documents, name="steering_documents"),
    path("om/", about.about, name="about"),
    path("om/begrepp/", about.terms, name="about_terms"),
    path("om/tillganglighet/", about.accessibility, name="about_accessibility"),
    path("om/personuppgifter/", about.personal_data, name="about_personal_data"),
    path("om/kakor/", about.cookies, name="about_cookies"),
    path("om/lattlast/", about.easy, name="about_easy"),
    path("om/suomeksi/", about.finnish, name="about_finnish"),
    path("om/english/", about.english, name="about_english"),
    path("arbete/", work.my_work, name="my_work"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path(".well-known/security.txt", machines.security, name="security_txt"),
]
