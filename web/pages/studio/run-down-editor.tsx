import { ArrowDown, ArrowUp, GripVertical, NotebookPen, Plus, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { Product } from "../../../contract/catalog.ts";
import { limits } from "../../../contract/limits.ts";
import type { RunDownItem, StudioSession } from "../../../contract/planning.ts";
import { useAct } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Field, TextArea } from "../../ui/field.tsx";
import { Section } from "../../ui/page.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";
import { Picker, ProductLine, PickerSheet } from "./bag-editor.tsx";
import { isSameRunDown, noteOf, placed, totalMinutes, withProducts, type Note } from "./run-down-notes.ts";

interface Props {
  readonly session_id: string;
  readonly shop_id: string;
  readonly run_down: readonly RunDownItem[];
  readonly onUnsaved?: ((unsaved: boolean) => void) | undefined;
  readonly onSaved?: ((saved: StudioSession) => void) | undefined;
}
const icon = "grid size-10 shrink-0 place-items-center rounded-full text-muted hover:bg-wash disabled:opacity-30";

/** Products in their order, by hand or by button, with what the team wants to say of each and for how long. */
export function RunDownEditor({ session_id, shop_id, run_down, onUnsaved, onSaved }: Props) {
  const t = useTranslations("cockpit.runDown");
  const bag = useTranslations("studio.bag");
  const [notes, setNotes] = useState<readonly Note[]>(() => run_down.map(noteOf));
  const [changed, setChanged] = useState(false);
  const [picking, setPicking] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  // The phone beside the desk, or the desk beside the phone, saved another: untouched, this one shows it, and saving here keeps it.
  const [base, setBase] = useState(run_down);
  if (!changed && !isSameRunDown(base, run_down)) {
    setBase(run_down);
    setNotes(run_down.map(noteOf));
  }
  useEffect(() => onUnsaved?.(changed), [changed, onUnsaved]);
  const save = useAct("updateRunDown", {
    refreshes: ["getStudio", "getStudioSession", "getChecklist", "getRoom", "listPlannedSessions"],
    onDone: (saved) => {
      setChanged(false);
      toast(t("saved"));
      onSaved?.(saved);
    },
  });
  const edit = (next: readonly Note[]) => {
    setNotes(next);
    setChanged(true);
  };
  const change = (product_id: string, more: Partial<Note>) =>
    edit(notes.map((note) => (note.product.id === product_id ? { ...note, ...more } : note)));
  const products: readonly Product[] = notes.map(({ product }) => product);
  const wrong = notes.some(({ minutes }) => minutes === undefined);
  const items = notes.map(({ product, points, minutes }) => ({
    product_id: product.id,
    talking_points: points,
    planned_minutes: minutes ?? null,
  }));
  return (
    <Section
      title={t("title")}
      actions={
        <Button size="s" icon={<Plus size={16} aria-hidden />} onClick={() => setPicking(true)}>
          {bag("add")}
        </Button>
      }
    >
      <p className="-mt-2 mb-2 text-sm text-muted">
        {notes.length === 0 ? bag("empty") : `${t("hint")} ${t("total", { count: totalMinutes(notes) })}`}
      </p>
      <ol className="divide-y divide-line">
        {notes.map(({ product, points, minutes }, at) => (
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a place to drop on; the buttons do the same
          <li
            key={product.id}
            onDragOver={(event) => dragged !== null && event.preventDefault()}
            onDrop={(event) => {
              event.preventDefault();
              if (dragged !== null) edit(placed(notes, dragged, at));
              setDragged(null);
            }}
            className={classNames("py-2", dragged === at && "opacity-50")}
          >
            <div className="flex flex-wrap items-center gap-x-2 sm:flex-nowrap">
              <span
                draggable
                aria-hidden
                title={t("drag", { title: product.title })}
                onDragStart={() => setDragged(at)}
                onDragEnd={() => setDragged(null)}
                className="hidden cursor-grab text-muted md:block"
              >
                <GripVertical size={16} />
              </span>
              <span className="num w-5 shrink-0 text-center text-sm text-muted">{at + 1}</span>
              <ProductLine product={product} />
              {/* On a phone a line of its own: beside the name it would leave three letters of it. */}
              <span className="flex shrink-0 items-center justify-end max-sm:basis-full">
                {minutes !== null && minutes !== undefined && (
                  <span className="num mr-auto pl-7 text-sm text-muted sm:mr-2 sm:pl-0">
                    {t("minutesShort", { count: minutes })}
                  </span>
                )}
                <button
                  type="button"
                  className={classNames(icon, points !== "" && "text-ink")}
                  aria-expanded={open === product.id}
                  aria-label={t("notes", { title: product.title })}
                  onClick={() => setOpen(open === product.id ? null : product.id)}
                >
                  <NotebookPen size={17} aria-hidden />
                </button>
                <button
                  type="button"
                  className={icon}
                  aria-label={bag("up", { title: product.title })}
                  disabled={at === 0}
                  onClick={() => edit(placed(notes, at, at - 1))}
                >
                  <ArrowUp size={17} aria-hidden />
                </button>
                <button
                  type="button"
                  className={icon}
                  aria-label={bag("down", { title: product.title })}
                  disabled={at === notes.length - 1}
                  onClick={() => edit(placed(notes, at, at + 1))}
                >
                  <ArrowDown size={17} aria-hidden />
                </button>
                <button
                  type="button"
                  className={icon}
                  aria-label={bag("remove", { title: product.title })}
                  onClick={() => edit(notes.filter((note) => note.product.id !== product.id))}
                >
                  <X size={17} aria-hidden />
                </button>
              </span>
            </div>
            {open !== product.id && points !== "" && (
              <p className="mt-1 line-clamp-2 pl-7 text-sm whitespace-pre-line text-muted">{points}</p>
            )}
            {open === product.id && (
              <div className="mt-2 grid gap-3 items-start sm:grid-cols-[1fr_110px]">
                <TextArea
                  label={t("points")}
                  rows={3}
                  value={points}
                  maxLength={limits.talking_points_chars_max}
                  hint={t("pointsHint", { max: limits.talking_points_chars_max })}
                  onChange={(event) => change(product.id, { points: event.target.value })}
                />
                <Field
                  label={t("minutes")}
                  type="number"
                  inputMode="numeric"
                  min={1}
                  max={limits.planned_minutes_max}
                  defaultValue={minutes ?? ""}
                  error={minutes === undefined ? t("minutesWrong", { max: limits.planned_minutes_max }) : undefined}
                  onChange={(event) => {
                    const { value } = event.target;
                    const count = Number(value);
                    const good = Number.isInteger(count) && count >= 1 && count <= limits.planned_minutes_max;
                    change(product.id, { minutes: value === "" ? null : good ? count : undefined });
                  }}
                />
              </div>
            )}
          </li>
        ))}
      </ol>
      <ErrorLine error={save.error} />
      <div className="mt-3 flex justify-end">
        <Button
          kind="solid"
          busy={save.busy}
          disabled={!changed || wrong}
          onClick={() => save.run({ params: { session_id }, body: { items } })}
        >
          {t("save")}
        </Button>
      </div>
      <PickerSheet open={picking} onClose={() => setPicking(false)} count={notes.length}>
        <Picker shop_id={shop_id} products={products} onChange={(next) => edit(withProducts(notes, next))} />
      </PickerSheet>
    </Section>
  );
}
