import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { AccountFile } from "../../../contract/operator.ts";
import { useAccount } from "../../api/account.ts";
import { type Answer, useCall } from "../../api/hooks.ts";
import { Facts, Section, useTitle } from "../../ui/page.tsx";
import { StateBadge } from "../../ui/state-badge.tsx";
import { ErrorState } from "../../ui/states.tsx";
import { Time, useTimeText } from "../../ui/time.tsx";
import { RowsSkeleton } from "../work/guard.tsx";
import { useParam } from "../work/use-param.ts";
import { AccountActs } from "./account-acts.tsx";
import { AccountNotes } from "./account-notes.tsx";
import { ReasonButton } from "./reason-button.tsx";
import { ShortId } from "./rows.tsx";

/** One account, with all an operator needs to decide about it. Opening it is in the audit log. */
export function AccountPage() {
  const account_id = useParam("accountId");
  const read = useCall("getAccountFile", { params: { account_id } }, { staleTime: 60_000 });
  const t = useTranslations("operator");
  useTitle(read.data?.name ?? t("nav.accounts"));
  if (read.error !== null && read.data === undefined)
    return <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
  return read.data === undefined ? <RowsSkeleton rows={6} /> : <Whole account={read.data} />;
}

function Whole({ account }: { readonly account: AccountFile }) {
  const t = useTranslations("operator.account");
  const payments = useTranslations("paymentDesk");
  const own = useAccount()?.id === account.id;
  return (
    <div className="grid gap-4">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="min-w-0 text-xl font-bold break-words">{account.name}</h2>
        {account.suspended && <StateBadge tone="bad">{t("suspended")}</StateBadge>}
        {account.roles.map((role) => (
          <StateBadge key={role} tone={role === "operator" ? "soon" : "quiet"}>
            {t(`roles.${role}`)}
          </StateBadge>
        ))}
        <ShortId id={account.id} />
      </header>
      {own ? <p className="text-muted">{t("own")}</p> : <AccountActs account={account} />}
      <div className="grid items-start gap-4 md:grid-cols-2">
        <div className="grid min-w-0 gap-4">
          <Identity account={account} />
          <Verifications account={account} />
          <Sessions account={account} />
        </div>
        <div className="grid min-w-0 gap-4">
          <AccountNotes account={account} />
          <Suspensions account={account} />
          <Shops account_id={account.id} />
        </div>
      </div>
      <p className="flex flex-wrap gap-x-5 gap-y-2 text-sm">
        <Link to="/desk/orders" search={{ buyer: account.id }} className="underline underline-offset-4">
          {t("orders")}
        </Link>
        <Link to="/desk/payments" search={{ q: account.id }} className="underline underline-offset-4">
          {payments("ofAccount")}
        </Link>
        <Link to="/desk/audit" search={{ about: account.id }} className="underline underline-offset-4">
          {t("acts")}
        </Link>
      </p>
    </div>
  );
}

function Identity({ account }: { readonly account: AccountFile }) {
  const t = useTranslations("operator.account");
  const [seen, setSeen] = useState<Answer<"revealAccount"> | null>(null);
  const value = (masked: string | null, whole: string | null | undefined) => (
    <span className="break-all select-all">{whole ?? masked ?? t("noneGiven")}</span>
  );
  return (
    <Section
      title={t("signIn")}
      actions={
        seen === null && (
          <ReasonButton
            route="revealAccount"
            options={(reason) => ({ params: { account_id: account.id }, body: { reason } })}
            refreshes={["listAudit"]}
            label={t("reveal")}
            title={t("revealTitle")}
            text={t("revealText")}
            action={t("revealAction")}
            onDone={(answer) => setSeen(answer as Answer<"revealAccount">)}
          />
        )
      }
    >
      <Facts
        rows={[
          [t("email"), value(account.email_masked, seen?.email)],
          [t("phone"), value(account.phone_masked, seen?.phone)],
          [t("password"), t(account.has_password ? "passwordSet" : "passwordNone")],
          [t("language"), account.locale === "en" ? "English" : "中文"],
          [t("since"), <Time key="since" at={account.created_at} />],
        ]}
      />
    </Section>
  );
}

function Suspensions({ account }: { readonly account: AccountFile }) {
  const t = useTranslations("operator.account");
  const all = useTranslations("operator");
  const time = useTimeText();
  return (
    <Section title={t("history")}>
      {account.suspensions.length === 0 ? (
        <p className="text-muted">{t("historyNone")}</p>
      ) : (
        <ul className="grid gap-3">
          {account.suspensions.map((one) => (
            <li key={one.id}>
              <p className="break-words">{one.reason}</p>
              <p className="text-sm text-muted">{all("byWhom", { name: one.by.name, time: time(one.at) })}</p>
              {one.lifted_at !== null && (
                <p className="text-sm text-jade">
                  {t("liftedBy", {
                    name: one.lifted_by?.name ?? "",
                    time: time(one.lifted_at),
                    reason: one.lift_reason ?? "",
                  })}
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Verifications({ account }: { readonly account: AccountFile }) {
  const t = useTranslations("operator.account");
  const words = useTranslations("desk.verification");
  const time = useTimeText();
  return (
    <Section title={t("verifications")}>
      {account.verifications.length === 0 ? (
        <p className="text-muted">{t("verificationsNone")}</p>
      ) : (
        <Facts
          rows={account.verifications.map((one) => [
            `${words(one.kind)} · ${time(one.created_at, "day")}`,
            <span key={one.id}>
              {words(one.state)}
              {one.valid_until !== null && ` ${t("validUntil", { day: time(one.valid_until, "day") })}`}
            </span>,
          ])}
        />
      )}
    </Section>
  );
}

function Shops({ account_id }: { readonly account_id: string }) {
  const t = useTranslations("operator.account");
  const shop = useTranslations("operator.shop");
  const read = useCall("listAllShops", { query: { account_id } });
  return (
    <Section title={t("shops")}>
      {read.data === undefined ? (
        <RowsSkeleton rows={1} />
      ) : read.data.data.length === 0 ? (
        <p className="text-muted">{t("shopsNone")}</p>
      ) : (
        <ul className="grid gap-1.5">
          {read.data.data.map((one) => (
            <li key={one.shop.id} className="flex items-center justify-between gap-3">
              <Link to={`/desk/shops/${one.shop.id}`} className="min-w-0 truncate underline underline-offset-4">
                {one.shop.name}
              </Link>
              <span className="shrink-0 text-sm text-muted">{shop(one.shop.state)}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Sessions({ account }: { readonly account: AccountFile }) {
  const t = useTranslations("operator.account");
  const time = useTimeText();
  return (
    <Section title={t("sessions")}>
      {account.sessions.length === 0 ? (
        <p className="text-muted">{t("sessionsNone")}</p>
      ) : (
        <ul className="grid gap-1.5">
          {account.sessions.map((one) => (
            <li key={one.id} className="flex flex-wrap justify-between gap-x-3 text-sm">
              <span className="min-w-0 truncate">
                {one.device} · {one.address}
              </span>
              <span className="text-muted">{t("lastSeen", { time: time(one.last_seen_at) })}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
