import { Check, ChevronRight, MapPin } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import type { Address } from "../../../contract/accounts.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Skeleton } from "../../ui/states.tsx";
import { AddressForm, addressText } from "./address-form.tsx";

interface Props {
  /** undefined while loading. */
  readonly addresses: readonly Address[] | undefined;
  readonly chosen: Address | undefined;
  readonly onChoose: (id: string) => void;
  readonly view: AddressView;
  readonly onView: (view: AddressView) => void;
}

/** The chosen one on a line, all to choose from, or the form of a new one. */
export type AddressView = "chosen" | "list" | "form";
/** Saves the form of a new address: `<button form={newAddressForm}>`. */
export const newAddressForm = "new-address";

/** The delivery address, chosen or added without leaving the sheet. */
export function AddressChoice({ addresses, chosen, onChoose, view, onView }: Props) {
  const t = useTranslations("address");
  const buy = useTranslations("buy");
  if (addresses === undefined) return <Skeleton className="h-12" />;
  if (view === "form") {
    return (
      <NewAddress
        onSaved={(saved) => {
          onChoose(saved.id);
          onView("chosen");
        }}
        onCancel={() => onView("chosen")}
      />
    );
  }
  if (addresses.length === 0) {
    return (
      <Button wide icon={<MapPin size={17} aria-hidden />} onClick={() => onView("form")}>
        {buy("addAddress")}
      </Button>
    );
  }
  if (view === "chosen") {
    return (
      <button
        type="button"
        onClick={() => onView("list")}
        className="flex w-full items-center justify-between gap-4 py-1 text-left"
      >
        <span className="shrink-0 text-muted">{buy("deliverTo")}</span>
        <span className="flex min-w-0 items-center gap-1">
          <span className="line-clamp-2 text-right">
            {chosen === undefined ? buy("chooseAddress") : `${chosen.name} ${chosen.phone} · ${addressText(chosen)}`}
          </span>
          <ChevronRight size={16} aria-hidden className="shrink-0 text-muted" />
        </span>
      </button>
    );
  }
  return (
    <div role="radiogroup" aria-label={t("title")} className="grid gap-2">
      {addresses.map((address) => (
        <button
          key={address.id}
          type="button"
          role="radio"
          aria-checked={address.id === chosen?.id}
          onClick={() => {
            onChoose(address.id);
            onView("chosen");
          }}
          className={classNames(
            "flex items-center justify-between gap-3 rounded-m border p-3 text-left",
            address.id === chosen?.id ? "border-ink bg-wash" : "border-line",
          )}
        >
          <span>
            <span className="font-semibold">
              {address.name} <span className="num font-normal text-muted">{address.phone}</span>
            </span>
            <span className="block text-sm text-muted">{addressText(address)}</span>
          </span>
          {address.id === chosen?.id && <Check size={18} aria-hidden />}
        </button>
      ))}
      <Button size="s" className="justify-self-start" onClick={() => onView("form")}>
        {buy("addAddress")}
      </Button>
    </div>
  );
}

/** Comes into sight and takes the focus when it opens: whoever opened it may stand far below. */
function NewAddress({
  onSaved,
  onCancel,
}: {
  readonly onSaved: (saved: Address) => void;
  readonly onCancel: () => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector("input")?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: "start", behavior: "smooth" });
  }, []);
  return (
    <div ref={box} className="scroll-mt-2 rounded-m border border-line p-4">
      <AddressForm savedBy={newAddressForm} onSaved={onSaved} onCancel={onCancel} />
    </div>
  );
}
