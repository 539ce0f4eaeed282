import { Toast } from "radix-ui";
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

/** Says something in passing, at the edge of the screen. An error that blocks belongs where it happened instead. */
export function toast(text: string, tone: Note["tone"] = "plain"): void {
  lastId += 1;
  notes.set([...notes.get(), { id: lastId, text, tone }].slice(-notes_max));
}

export function Toasts() {
  const shown = useStore(notes);
  return (
    <Toast.Provider duration={4000} swipeDirection="up">
      {shown.map((note) => (
        <Toast.Root
          key={note.id}
          onOpenChange={(open) => !open && notes.set(notes.get().filter(({ id }) => id !== note.id))}
          className={classNames("animate-pop rounded-m px-4 py-3 text-sm shadow-lg", note.tone === "bad" ? "bg-ember-fill text-white" : "bg-ink text-paper")}
        >
          <Toast.Description>{note.text}</Toast.Description>
        </Toast.Root>
      ))}
      <Toast.Viewport className="fixed top-[calc(env(safe-area-inset-top)+12px)] left-1/2 z-60 grid w-[min(380px,calc(100vw-32px))] -translate-x-1/2 gap-2 outline-none" />
    </Toast.Provider>
  );
}
