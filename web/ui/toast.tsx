import { X } from "lucide-react";
import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { browserTimers } from "../api/browser.ts";
import { createStore, useStore } from "../api/store.ts";
import { classNames } from "./class-names.ts";

interface Note {
  readonly id: number;
  readonly text: string;
  readonly tone: "plain" | "bad";
}
const notes = createStore<readonly Note[]>([]);
let lastId = 0;
const notes_max = 3;
const shown_ms = 4000;

/** Says something in passing, where nothing is tapped (theme.css). An error that blocks belongs where it happened instead. */
export function toast(text: string, tone: Note["tone"] = "plain"): void {
  lastId += 1;
  notes.set([...notes.get(), { id: lastId, text, tone }].slice(-notes_max));
}

function forget(id: number): void {
  notes.set(notes.get().filter((note) => note.id !== id));
}

/** Where the notes appear; the region is always there, so that screen readers read what is added. */
export function Toasts() {
  const shown = useStore(notes);
  return (
    <div
      role="status"
      aria-live="polite"
      className="toasts pointer-events-none fixed z-60 grid w-[min(380px,calc(100vw-32px))] gap-2"
    >
      {shown.map((note) => (
        <ToastNote key={note.id} note={note} />
      ))}
    </div>
  );
}

function ToastNote({ note }: { readonly note: Note }) {
  const t = useTranslations("common");
  useEffect(() => browserTimers.after(shown_ms, () => forget(note.id)), [note.id]);
  return (
    <div
      className={classNames(
        "pointer-events-auto flex animate-pop items-center justify-between gap-3 rounded-m px-4 py-2.5 text-sm shadow-lg",
        note.tone === "bad" ? "bg-ember-fill text-white" : "bg-ink text-paper",
      )}
    >
      {note.text}
      <button
        type="button"
        aria-label={t("close")}
        className="-mr-2 grid size-8 shrink-0 place-items-center rounded-full opacity-70 hover:opacity-100"
        onClick={() => forget(note.id)}
      >
        <X size={16} aria-hidden />
      </button>
    </div>
  );
}
