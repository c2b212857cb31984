from django.urls import path

from contentdesk.organization import views

urlpatterns = [
    path("stand-ins/", views.stand_ins, name="stand_ins"),
    path("stand-ins/new/", views.new, name="stand_in_new"),
    path("stand-ins/<int:pk>/", views.stand_in, name="stand_in"),
    path("stand-ins/<int:pk>/end/", views.end, name="stand_in_end"),
]
