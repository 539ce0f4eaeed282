import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Ask } from "../../../contract/order-life.ts";
import { useTimeText } from "../../ui/time.tsx";

/** What was asked before shipping and what came of it, for whoever looks. */
export function AskNote({ ask, children }: { readonly ask: Ask; readonly children?: ReactNode }) {
  const t = useTranslations("order.ask");
  const time = useTimeText();
  return (
    <div className="rounded-m bg-wash px-3.5 py-3">
      <p className="font-semibold">
        {t(`${ask.kind}.${ask.state}`)}
        {ask.state === "asked" && (
          <span className="num ml-2 text-sm font-normal text-muted">{t("until", { time: time(ask.answer_by) })}</span>
        )}
      </p>
      {ask.address !== null && (
        <p className="num text-sm">{`${ask.address.name} ${ask.address.phone} · ${ask.address.text}`}</p>
      )}
      {ask.ship_by !== null && <p className="num text-sm">{t("shipBy", { time: time(ask.ship_by) })}</p>}
      {ask.reason !== "" && <p className="text-sm text-muted">{t("reason", { reason: ask.reason })}</p>}
      {ask.answer !== "" && <p className="text-sm text-muted">{t("answer", { answer: ask.answer })}</p>}
      {children !== undefined && <div className="mt-2 flex flex-wrap gap-2">{children}</div>}
    </div>
  );
}
