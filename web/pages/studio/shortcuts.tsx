import { Keyboard } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { Sheet } from "../../ui/sheet.tsx";

export interface Acts {
  readonly next: () => void;
  readonly unpin: () => void;
  readonly reply: () => void;
  readonly question: () => void;
  readonly end: () => void;
}
const keys = { n: "next", u: "unpin", r: "reply", q: "question", e: "end" } as const satisfies Record<
  string,
  keyof Acts
>;
const shown = [
  ["N", "next"],
  ["J K", "move"],
  ["U", "unpin"],
  ["R", "reply"],
  ["Q", "question"],
  ["E", "end"],
  ["?", "help"],
] as const;

/** One letter each, while nothing is being typed and no dialog is open; "?" shows them. */
export function Shortcuts({ acts }: { readonly acts: Acts }) {
  const t = useTranslations("cockpit.keys");
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
      if (event.key === "?") return setOpen(true);
      const act = Object.hasOwn(keys, event.key) ? keys[event.key as keyof typeof keys] : undefined;
      if (act === undefined) return;
      event.preventDefault();
      acts[act]();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [acts]);
  return (
    <>
      <button
        type="button"
        aria-label={t("open")}
        title={t("open")}
        onClick={() => setOpen(true)}
        className="hidden size-11 place-items-center rounded-full text-muted hover:bg-wash hover:text-ink lg:grid"
      >
        <Keyboard size={19} aria-hidden />
      </button>
      <Sheet open={open} onClose={() => setOpen(false)} title={t("title")}>
        <dl className="grid gap-2.5">
          {shown.map(([key, act]) => (
            <div key={act} className="flex items-center justify-between gap-4">
              <dt>{t(act)}</dt>
              <dd className="flex gap-1">
                {key.split(" ").map((one) => (
                  <kbd
                    key={one}
                    className="min-w-8 rounded-s border border-line-strong px-2 py-1 text-center font-mono text-sm"
                  >
                    {one}
                  </kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </Sheet>
    </>
  );
}

function isTyping(target: EventTarget | null): boolean {
  if (document.querySelector("[role=dialog], [role=alertdialog]") !== null) return true;
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
  );
}
