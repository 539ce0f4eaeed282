import { useNavigate } from "@tanstack/react-router";
import { Command } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Sheet } from "../../ui/sheet.tsx";
import { choicesFor, type Choice } from "./palette-choices.ts";

interface Props {
  readonly pages: readonly { readonly to: string; readonly label: string }[];
}

/** Ctrl-K or ⌘K, or the button: type a page's name, paste an id, look somebody up. */
export function Palette({ pages }: Props) {
  const t = useTranslations("operator.palette");
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      setOpen((now) => !now);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
  return (
    <>
      <Button
        size="s"
        icon={<Command size={14} aria-hidden />}
        aria-keyshortcuts="Control+K"
        onClick={() => setOpen(true)}
      >
        {t("open")}
      </Button>
      <Sheet open={open} onClose={() => setOpen(false)} title={t("title")}>
        {open && <Choosing pages={pages} onClose={() => setOpen(false)} />}
      </Sheet>
    </>
  );
}

function Choosing({ pages, onClose }: Props & { readonly onClose: () => void }) {
  const t = useTranslations("operator.palette");
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const choices = choicesFor(typed, pages);
  const chosen = Math.min(at, choices.length - 1);
  const go = (choice: Choice | undefined) => {
    if (choice === undefined) return;
    onClose();
    void navigate({ to: choice.to, search: choice.search ?? {} });
  };
  const move = (to: number) => {
    setAt(to);
    list.current?.children[to]?.scrollIntoView({ block: "nearest" });
  };
  return (
    <div className="grid gap-2">
      <input
        // The palette was asked for to type into it.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        role="combobox"
        aria-expanded
        aria-controls="palette-choices"
        aria-activedescendant={choices.length === 0 ? undefined : `palette-${chosen}`}
        aria-label={t("placeholder")}
        placeholder={t("placeholder")}
        value={typed}
        onChange={(event) => (setTyped(event.target.value), setAt(0))}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown") move(Math.min(choices.length - 1, chosen + 1));
          else if (event.key === "ArrowUp") move(Math.max(0, chosen - 1));
          else if (event.key === "Enter") go(choices[chosen]);
          else return;
          event.preventDefault();
        }}
        className="min-h-11 w-full rounded-m border border-line-strong bg-surface px-3.5 text-ink placeholder:text-muted"
      />
      <div
        ref={list}
        id="palette-choices"
        role="listbox"
        aria-label={t("title")}
        className="max-h-[50dvh] overflow-y-auto"
      >
        {choices.map((choice, index) => (
          <button
            key={choice.key}
            id={`palette-${index}`}
            type="button"
            role="option"
            // The input keeps the focus; arrows choose.
            tabIndex={-1}
            aria-selected={index === chosen}
            onClick={() => go(choice)}
            className={classNames(
              "flex min-h-11 w-full cursor-pointer items-center rounded-s px-3 text-left break-all",
              index === chosen ? "bg-wash font-semibold" : "hover:bg-wash",
            )}
          >
            <ChoiceText choice={choice} />
          </button>
        ))}
      </div>
      {choices.length === 0 && <p className="px-3 text-muted">{t("none")}</p>}
      <p className="hidden text-xs text-muted md:block">{t("keys")}</p>
    </div>
  );
}

const kinds = ["acct", "shop", "prod", "ord", "room", "ver"] as const;
const finds = { accounts: "find", shops: "findShop", products: "findProduct" } as const;

function ChoiceText({ choice: { what } }: { readonly choice: Choice }) {
  const t = useTranslations("operator.palette");
  if (what.kind === "page") return what.label;
  if (what.kind === "find") return t(finds[what.where], { q: what.q });
  const kind = kinds.find((one) => one === what.prefix) ?? "any";
  return t("goTo", { kind: t(`kinds.${kind}`), id: what.id.slice(-8) });
}
