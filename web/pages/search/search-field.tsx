import { Search, X } from "lucide-react";
import { type KeyboardEvent, type SubmitEvent, useDeferredValue, useEffect, useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { limits } from "../../../contract/limits.ts";
import { useCall } from "../../api/hooks.ts";
import { classNames } from "../../ui/class-names.ts";

interface Props {
  readonly q: string;
  readonly onSearch: (q: string) => void;
}

/** Where one types, with what could be meant below it: a combobox that arrows and Enter work. */
export function SearchField({ q, onSearch }: Props) {
  const t = useTranslations("viewer.search");
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(q);
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  useEffect(() => setText(q), [q]);
  useEffect(() => {
    if (q === "") input.current?.focus();
  }, [q]);
  const asked = useDeferredValue(text.trim());
  const found = useCall("suggest", { query: { q: asked } }, { enabled: open && asked !== "", staleTime: 30_000 });
  const texts = open && asked !== "" ? [...new Set((found.data?.data ?? []).map((one) => one.text))] : [];
  const go = (wanted: string) => {
    setText(wanted);
    setOpen(false);
    setAt(-1);
    input.current?.blur();
    if (wanted.trim() !== "") onSearch(wanted.trim());
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    go(texts[at] ?? text);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") setOpen(false);
    if (texts.length === 0 || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    setAt((before) => ((before + step + texts.length + 1 + 1) % (texts.length + 1)) - 1);
  };
  return (
    <form role="search" onSubmit={submit} className="relative">
      <div className="flex min-h-12 items-center gap-2 rounded-full bg-wash pr-1.5 pl-4 focus-within:outline-2 focus-within:outline-ink">
        <Search size={18} aria-hidden className="shrink-0 text-muted" />
        <input
          ref={input}
          role="combobox"
          type="text"
          inputMode="search"
          enterKeyHint="search"
          aria-label={t("label")}
          aria-expanded={texts.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          {...(at >= 0 ? { "aria-activedescendant": `${id}-${at}` } : {})}
          autoComplete="off"
          maxLength={limits.search_chars_max}
          placeholder={t("placeholder")}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setOpen(true);
            setAt(-1);
          }}
          onBlur={() => setOpen(false)}
          onKeyDown={onKeyDown}
          className="min-w-0 flex-1 bg-transparent py-2 outline-none placeholder:text-muted"
        />
        {text !== "" && (
          <button
            type="button"
            aria-label={t("clear")}
            className="grid size-9 place-items-center rounded-full text-muted"
            onClick={() => {
              setText("");
              input.current?.focus();
            }}
          >
            <X size={17} aria-hidden />
          </button>
        )}
        <button type="submit" className="min-h-9 rounded-full bg-ink px-4 text-sm font-semibold text-paper">
          {t("go")}
        </button>
      </div>
      <ul
        id={`${id}-list`}
        role="listbox"
        aria-label={t("suggestions")}
        className={classNames(
          "absolute inset-x-0 top-full z-20 mt-1.5 overflow-hidden rounded-m border border-line bg-surface py-1 shadow-lg",
          texts.length === 0 && "hidden",
        )}
      >
        {texts.map((one, index) => (
          <li
            key={one}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            // Before the field loses the focus and the list goes away.
            onPointerDown={(event) => {
              event.preventDefault();
              go(one);
            }}
            className={classNames("flex min-h-11 cursor-pointer items-center gap-2.5 px-4", index === at && "bg-wash")}
          >
            <Search size={15} aria-hidden className="shrink-0 text-muted" />
            <span className="truncate">{one}</span>
          </li>
        ))}
      </ul>
    </form>
  );
}
