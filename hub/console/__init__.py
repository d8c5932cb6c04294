"""The staff console: pages for people, and the same actions over plain HTTP for programs.

For programs, with ``Accept: application/json`` (forms are ``application/x-www-form-urlencoded``):

- ``GET /api/me`` → ``{"form": …, "signed_in": …, "name", "rights", "services"}``. ``form`` goes along with
  every POST as the field ``form``; it changes when one signs in. Cookies must be kept.
- ``POST /join/<token>`` with ``name``, ``password``: uses a one-time link up, makes the account, signs in.
- ``POST /sign-in`` with ``name``, ``password``; ``POST /sign-out``.
- ``GET /api/desk/<place>`` → what the desk's page shows: ``open``, ``paused``, ``services``, ``languages``,
  ``visit``, ``waiting``, ``parked``, ``missed``.
- ``POST /desk/<place>/<action>``: ``open`` (``service`` and ``spoken``, repeatable), ``close`` (with
  ``give_back=on`` and ``visit`` where somebody is being served), ``pause``, ``resume``, ``call-next``,
  ``call-this`` (``visit``), ``call-again``, ``start``, ``finish``, ``not-come``, ``give-back``, ``park``
  (``visit``), ``transfer`` (``service``, ``to_desk``, ``hour`` as ``13:00``); for who stepped aside
  ``return`` and ``bring-back`` (``visit``). With ``visit`` the action holds for that visit alone.
- ``POST /visit/<visit>/<action>``: ``amend`` (``language``, ``party``, ``help=on``, ``urgent=on``, ``note``,
  repeatable; what is left out is not so), ``extend`` (``further-1``, ``when-1=at-once|afterwards`` and so on,
  all that is still to come), ``send-on`` (as ``transfer``), ``park``, ``return``, ``bring-back``,
  ``take-back`` (``reason=left|mistake``).
- ``POST /check-in`` with ``service``, ``language``, and what ``amend`` and ``extend`` take;
  ``POST /check-in/take-back`` with ``visit``.
- ``POST /adviser-calls/<id>/going``; ``POST /alarms/<point>/seen|help|close`` with ``press`` (repeatable, all
  that are open) and for ``close`` a ``reason``; ``POST /day/open`` with ``date``, ``/day/close``.
- ``POST /congestion/<authority>/raise``; ``/end`` with ``crowd``, the id of the one that lasts.
- ``POST /pop-up`` with ``place``, ``service`` (repeatable, of one authority): opens it now; with
  ``when=later`` and ``opens``, ``closes`` (wall times in ms since 1970) plans it; ``/pop-up/<place>/unplan``.
- ``POST /notices`` with ``service`` (repeatable), ``expert``, ``chime=on``; ``/notices/seen`` with ``upto``.
- ``GET /events``: server-sent events, ``changed`` whenever something of all this may look different.

Every POST carries ``command``, an id of ``[a-z0-9-]`` minted anew for each intent: sent again it does nothing
twice and gets the first answer. Answers: 200 ``{"done": {"visit", "number", "call", "next"}}``, 409
``{"refused": {"code", "said", "seconds"}}``; 401 where nobody is signed in, 403 where the right or the
form's word is missing, 503 where the hub or the keeper does not answer.
"""
