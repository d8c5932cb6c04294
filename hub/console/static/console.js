// Keeps an open page true and sends its forms without leaving it. Without this script every form works as well.
"use strict";

(() => {
  const PAUSE_MS = 600; // the second click of a double click, and the first on what has just moved under the finger
  const REFRESH_MS = 20000;
  const AGAIN_MS = 3000; // while the page is not known to be true
  const OLD_MS = 6000; // so old a page without a stream is no longer taken for true
  const SILENT_MS = 15000; // the stream says every 10 s that it is still there
  const ANSWER_MS = 8000;
  const QUIET = { "X-Quiet": "1" };
  const body = document.body;
  const said = document.getElementById("said");
  const lost = document.getElementById("lost");
  let guardedUntil = 0;
  let busy = false;
  let loading = null;
  let again = false;
  let stream = null;
  let heardAt = 0;
  let trueAt = performance.now();
  let askedAt = 0;
  let shown = new Map();
  let sound = null;

  const mint = () => {
    const letters = "0123456789abcdefghjkmnpqrstvwxyz";
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => letters[byte & 31]).join("");
  };

  const say = (sentence) => {
    said.textContent = sentence;
    if (sentence) said.scrollIntoView({ block: "nearest" });
  };

  const withoutIds = (html) => html.replace(/name="command" value="[^"]*"/g, "");

  const remember = () => {
    shown = new Map();
    for (const live of document.querySelectorAll("[data-live]")) shown.set(live.id, withoutIds(live.innerHTML));
  };

  // What somebody has begun to fill in, opened or stands on must outlive a change around it.
  const keepHands = (section) => {
    const kept = [];
    for (const form of section.querySelectorAll("form[id]")) {
      for (const field of form.elements) {
        if (!field.name || field.type === "hidden" || field.type === "submit") continue;
        const key = [form.id, field.name, field.type === "checkbox" || field.type === "radio" ? field.value : ""];
        if (field.type === "checkbox" || field.type === "radio") {
          if (field.checked !== field.defaultChecked) kept.push([key, "checked", field.checked]);
        } else if (field.tagName === "SELECT"
          ? field.selectedIndex > 0 && !field.options[field.selectedIndex].defaultSelected
          : field.value !== field.defaultValue) {
          kept.push([key, "value", field.value]);
        }
      }
    }
    const open = Array.from(section.querySelectorAll("details[open][id]"), (one) => one.id);
    const active = document.activeElement;
    const form = active && section.contains(active) ? active.closest("form[id]") : null;
    const focus = form ? [form.id, active.name || active.tagName, active.value || ""] : null;
    const scroll = section.querySelector(".scroll");
    return { kept, open, focus, top: scroll ? scroll.scrollTop : 0 };
  };

  const restoreHands = (section, hands) => {
    for (const [[id, name, value], what, was] of hands.kept) {
      const form = document.getElementById(id);
      const fields = form ? Array.from(form.elements).filter((one) => one.name === name) : [];
      for (const field of fields) if (what === "value" || field.value === value) field[what] = was;
    }
    for (const id of hands.open) {
      const details = document.getElementById(id);
      if (details) details.open = true;
    }
    if (hands.focus) {
      const [id, name, value] = hands.focus;
      const form = document.getElementById(id);
      const fields = form ? Array.from(form.elements) : [];
      const field = fields.find((one) => (one.name || one.tagName) === name && (one.value || "") === value)
        || fields.find((one) => (one.name || one.tagName) === name)
        || section.querySelector("button:not([disabled])");
      if (field) field.focus({ preventScroll: true });
    }
    const scroll = section.querySelector(".scroll");
    if (scroll) scroll.scrollTop = hands.top;
  };

  const put = (html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const sections = Array.from(fresh.querySelectorAll("[data-live]"));
    if (sections.some((one) => !document.getElementById(one.id)) || sections.length !== shown.size) {
      location.reload();
      return;
    }
    for (const section of sections) {
      const plain = withoutIds(section.innerHTML);
      if (shown.get(section.id) === plain) continue;
      shown.set(section.id, plain);
      const old = document.getElementById(section.id);
      const hands = keepHands(old);
      old.replaceChildren(...section.childNodes);
      restoreHands(old, hands);
    }
    if (fresh.title) document.title = fresh.title;
  };

  // Two soft notes, for who has asked for them; a browser plays none before somebody has touched the page.
  const chime = () => {
    const told = document.querySelector("#notice-strip [data-chime]");
    if (!told || told.dataset.chime <= (sessionStorage.getItem("chimed") || "")) return;
    sessionStorage.setItem("chimed", told.dataset.chime);
    sound = sound || new AudioContext();
    if (sound.state === "suspended") sound.resume();
    [392, 440].forEach((pitch, index) => {
      const from = sound.currentTime + index * 0.25;
      const note = new OscillatorNode(sound, { frequency: pitch });
      const loudness = new GainNode(sound, { gain: 0 });
      loudness.gain.linearRampToValueAtTime(0.08, from + 0.05);
      loudness.gain.linearRampToValueAtTime(0, from + 0.4);
      note.connect(loudness).connect(sound.destination);
      note.start(from);
      note.stop(from + 0.4);
    });
  };

  const refresh = () => {
    if (loading) {
      again = true;
      return loading;
    }
    loading = (async () => {
      askedAt = performance.now();
      const address = new URL(location.href);
      address.searchParams.set("part", "1");
      address.searchParams.delete("refused");
      try {
        const signal = AbortSignal.timeout(ANSWER_MS);
        const answer = await fetch(address, { headers: QUIET, redirect: "error", cache: "no-store", signal });
        if (answer.status === 401) location.assign(body.dataset.signIn);
        if (answer.ok) {
          put(await answer.text());
          chime();
          trueAt = askedAt;
          lost.hidden = true;
        } else {
          lost.hidden = false;
        }
      } catch {
        lost.hidden = false;
      }
    })().finally(() => {
      loading = null;
      if (again) {
        again = false;
        refresh();
      }
    });
    return loading;
  };

  const send = async (form, button) => {
    const fields = new URLSearchParams(new FormData(form, button || undefined));
    fields.set("command", mint());
    const request = { method: "POST", body: fields, headers: { Accept: "application/json" }, redirect: "error" };
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await fetch(form.action, request);
      } catch (error) {
        if (attempt === 2) throw error;
        await new Promise((resume) => { setTimeout(resume, 400); }); // the same id: nothing is done twice
      }
    }
  };

  const submit = async (event) => {
    const form = event.target;
    if (!form.matches("form[data-act]")) return;
    event.preventDefault();
    if (busy || performance.now() < guardedUntil) return;
    busy = true;
    body.dataset.busy = "";
    try {
      const response = await send(form, event.submitter);
      const answer = await response.json();
      if (answer.done) {
        const target = new URL(answer.go, location.href);
        const elsewhere = target.pathname + target.search !== location.pathname + location.search;
        if (elsewhere && form.closest("[data-stay]") && target.pathname === location.pathname) {
          history.replaceState(null, "", target); // the same page with another word to say: nothing is left
        } else if (!form.closest("[data-live]") || (elsewhere && !form.closest("#alarm-strip, #notice-strip, #calls"))) {
          location.assign(target);
          return;
        }
        say("");
      } else {
        say(answer.refused.said);
      }
      if (response.status === 401) location.assign(body.dataset.signIn);
      if (body.hasAttribute("data-live-page")) await refresh();
    } catch {
      lost.hidden = false;
    } finally {
      guardedUntil = performance.now() + PAUSE_MS;
      busy = false;
      setTimeout(() => { delete body.dataset.busy; }, PAUSE_MS);
    }
  };

  const listen = () => {
    if (document.hidden || (stream && stream.readyState !== EventSource.CLOSED)) return;
    stream = new EventSource("/events");
    const hear = () => { heardAt = performance.now(); };
    stream.addEventListener("same", hear);
    stream.addEventListener("changed", hear);
    stream.addEventListener("changed", refresh);
    stream.addEventListener("over", () => location.assign(body.dataset.signIn));
    stream.addEventListener("error", () => { lost.hidden = false; });
  };

  const rest = () => {
    if (stream) stream.close();
    stream = null;
  };

  // Nobody may take an old page for the present one: without a word from the stream the page asks by itself.
  const watch = () => {
    if (document.hidden) return;
    const now = performance.now();
    const away = !stream || stream.readyState !== EventSource.OPEN || now - heardAt > SILENT_MS;
    if (away && now - trueAt > OLD_MS) lost.hidden = false;
    if ((away || !lost.hidden) && !loading && now - askedAt > AGAIN_MS) {
      listen();
      refresh();
    }
  };

  document.addEventListener("submit", submit);
  if (!body.hasAttribute("data-live-page")) return;

  remember();
  chime();
  listen();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) rest();
    else listen();
  });
  window.addEventListener("pagehide", rest);
  window.addEventListener("pageshow", listen);
  setInterval(() => { if (!document.hidden) refresh(); }, REFRESH_MS);
  setInterval(watch, 1000);
  setInterval(() => {
    for (const count of document.querySelectorAll("[data-count]")) {
      const left = Number(count.dataset.count) - 1;
      count.dataset.count = String(left);
      count.textContent = String(Math.max(0, left));
      if (left === 0) refresh();
    }
  }, 1000);
})();
