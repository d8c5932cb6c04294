"""The staff console: pages for people, and the same actions over plain HTTP for programs.

For programs, with ``Accept: application/json`` (forms are ``application/x-www-form-urlencoded``):

- ``GET /api/me`` → ``{"form": …, "signed_in": …, "name", "rights", "services"}``. ``form`` goes along with
  every POST as the field ``form``; it changes when one signs in. Cookies must be kept.
- ``POST /join/<token>`` with ``name``, ``password``: uses a one-time link up, makes the account, signs in.
- ``POST /sign-in`` with ``name``, ``password``; ``POST /sign-out``.
- ``GET /api/desk/<place>`` → what the desk's page shows: ``open``, ``services``, ``visit``, ``waiting``.
- ``POST /desk/<place>/<action>``: ``open`` (``service``, repeatable), ``close``, ``call-next``, ``call-this``
  (``visit``), ``call-again``, ``start``, ``finish``, ``not-come``, ``give-back``, ``transfer`` (``service``).
  With ``visit`` the action holds for that visit alone.
- ``POST /check-in`` with ``service``, ``language``; ``POST /check-in/take-back`` with ``visit``.
- ``POST /adviser-calls/<id>/going``; ``POST /alarms/<point>/seen|help|close`` with ``press`` (repeatable, all
  that are open) and for ``close`` a ``reason``; ``POST /day/open`` with ``date``, ``/day/close``.
- ``GET /events``: server-sent events, ``changed`` whenever something of all this may look different.

Every POST carries ``command``, an id of ``[a-z0-9-]`` minted anew for each intent: sent again it does nothing
twice and gets the first answer. Answers: 200 ``{"done": {"visit", "number", "call"}}``, 409 ``{"refused":
{"code", "said", "seconds"}}``; 401 where nobody is signed in, 403 where the right or the form's word is
missing, 503 where the hub or the keeper does not answer.
"""
