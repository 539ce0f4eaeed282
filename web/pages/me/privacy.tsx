import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { Account } from "../../../contract/accounts.ts";
import { useAccount } from "../../api/account.ts";
import { useAct, useCall } from "../../api/hooks.ts";
import { setDevicePersonalization, usePersonalization } from "../../api/personalization.ts";
import { PageBody, PageHeader, Section } from "../../ui/page.tsx";
import { ErrorLine, Skeleton } from "../../ui/states.tsx";
import { Switch } from "../../ui/switch.tsx";
import { useTimeText } from "../../ui/time.tsx";
import { SignedIn } from "../work/guard.tsx";
import { DeleteAccount } from "./delete-account.tsx";
import { ExportData } from "./export-data.tsx";

/** What is held about me, and what I can do about it. */
export function MyPrivacyPage() {
  const t = useTranslations("privacy");
  const account = useAccount();
  return (
    <PageBody>
      <PageHeader title={t("title")} lead={t("lead")} back="/me" />
      <div className="grid gap-4">
        <Personalization account={account ?? null} />
        <SignedIn title={t("guestTitle")} text={t("guestText")}>
          {account !== null && account !== undefined && (
            <>
              <Consents />
              <ExportData account={account} />
              <DeleteAccount account={account} />
            </>
          )}
        </SignedIn>
      </div>
    </PageBody>
  );
}

function Personalization({ account }: { readonly account: Account | null }) {
  const t = useTranslations("privacy");
  const on = usePersonalization();
  const save = useAct("updateAccount", { refreshes: ["getAccount"] });
  const change = (next: boolean) =>
    account === null ? setDevicePersonalization(next) : save.run({ body: { personalization: next } });
  return (
    <Section>
      <div className="flex items-center justify-between gap-3">
        <div>
          <h2 className="font-semibold">{t("personal")}</h2>
          <p className="text-sm text-muted">
            {t("personalText")} {account === null && t("personalGuest")}
          </p>
        </div>
        <Switch label={t("personal")} on={on} disabled={save.busy} onChange={change} />
      </div>
      <ErrorLine error={save.error} />
    </Section>
  );
}

function Consents() {
  const t = useTranslations("privacy");
  const law = useTranslations("law");
  const time = useTimeText();
  const consents = useCall("listConsents");
  return (
    <Section title={t("consents")}>
      {consents.data === undefined && consents.error === null && <Skeleton className="h-12" />}
      <ErrorLine error={consents.error} />
      <ul className="grid gap-2">
        {consents.data?.data.map((one) => (
          <li key={`${one.document} ${one.version}`} className="flex flex-wrap justify-between gap-x-4">
            <Link
              to={one.document === "terms" ? "/terms" : "/privacy"}
              className="inline-flex min-h-8 items-center underline underline-offset-4"
            >
              {t("agreed", { document: law(`${one.document}.title`), version: one.version })}
            </Link>
            <span className="num text-muted">{time(one.at)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
