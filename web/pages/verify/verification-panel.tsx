import { BadgeCheck, Clock, FileWarning, ShieldCheck } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import type { Verification } from "../../../contract/accounts.ts";
import { useAccount } from "../../api/account.ts";
import { useCall, useRefresh } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { ErrorState, Skeleton } from "../../ui/states.tsx";
import { VerificationForm } from "./verification-form.tsx";

type Kind = Verification["kind"];
const pendingLook_ms = 10_000;

/** The caller's latest verification of a kind; while it waits for review, it is looked at again and again. */
export function useVerification(kind: Kind) {
  const account = useAccount();
  const refresh = useRefresh();
  const read = useCall(
    "listMyVerifications",
    {},
    account?.verified[kind] === true ? {} : { refetchInterval: pendingLook_ms },
  );
  const last = read.data?.data.find((verification) => verification.kind === kind);
  const approved = last?.state === "approved";
  useEffect(() => {
    if (approved && account?.verified[kind] === false) refresh("getAccount");
  }, [approved, account?.verified, kind, refresh]);
  return { read, last };
}

/** Where a verification stands, and the form when one has to be sent. */
export function VerificationPanel({ kind }: { readonly kind: Kind }) {
  const t = useTranslations("verify");
  const format = useFormatter();
  const { read, last } = useVerification(kind);
  const [open, setOpen] = useState(false);
  if (read.error !== null) return <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
  if (read.data === undefined) return <Skeleton className="h-32" />;
  const day = (at: string | null) => (at === null ? "" : format.dateTime(new Date(at), { dateStyle: "medium" }));
  const sheet = (
    <Sheet open={open} onClose={() => setOpen(false)} title={t(kind === "host" ? "hostTitle" : "sellerTitle")}>
      <VerificationForm kind={kind} last={last} onSent={() => setOpen(false)} />
    </Sheet>
  );
  const start = (label: string) => (
    <Button kind="solid" onClick={() => setOpen(true)}>
      {label}
    </Button>
  );
  if (last?.state === "pending")
    return (
      <Note
        icon={<Clock size={20} aria-hidden />}
        title={t("pendingTitle")}
        text={t("pendingText", { date: day(last.created_at) })}
      />
    );
  if (last?.state === "approved") {
    return (
      <Note
        icon={<BadgeCheck size={20} aria-hidden />}
        title={t("soonTitle", { date: day(last.valid_until) })}
        text={last.legal_name}
      >
        <Button onClick={() => setOpen(true)}>{t("renew")}</Button>
        {sheet}
      </Note>
    );
  }
  if (last?.state === "rejected") {
    return (
      <Note
        icon={<FileWarning size={20} aria-hidden />}
        title={t("rejectedTitle")}
        text={t("rejectedText")}
        strong={last.reason === null ? undefined : t("reason", { reason: last.reason })}
      >
        {start(t("again"))}
        {sheet}
      </Note>
    );
  }
  return (
    <Note
      icon={<ShieldCheck size={20} aria-hidden />}
      title={t(last === undefined ? (kind === "host" ? "hostTitle" : "sellerTitle") : "expiredTitle")}
      text={last === undefined ? `${t("why")} ${t("needs")}` : t("expiredText")}
    >
      {start(last === undefined ? t("start") : t("renew"))}
      {sheet}
    </Note>
  );
}

function Note({
  icon,
  title,
  text,
  strong,
  children,
}: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly strong?: string | undefined;
  readonly children?: ReactNode;
}) {
  return (
    <section className="card flex gap-4 p-4 md:p-5">
      <div className="grid size-10 shrink-0 place-items-center rounded-full bg-wash text-muted">{icon}</div>
      <div className="grid min-w-0 flex-1 gap-1">
        <h2 className="text-md font-semibold">{title}</h2>
        {strong !== undefined && <p className="rounded-s bg-wash px-3 py-2">{strong}</p>}
        <p className="text-muted">{text}</p>
        {children !== undefined && <div className="mt-2 flex flex-wrap gap-2">{children}</div>}
      </div>
    </section>
  );
}
