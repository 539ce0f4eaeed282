import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { useAccount } from "../../api/account.ts";
import { useCall } from "../../api/hooks.ts";
import { PageBody, PageHeader, Section } from "../../ui/page.tsx";
import { ErrorLine, Skeleton } from "../../ui/states.tsx";
import { useTimeText } from "../../ui/time.tsx";
import { SignedIn } from "../work/guard.tsx";
import { DeleteAccount } from "./delete-account.tsx";
import { ExportData } from "./export-data.tsx";
import { PersonalizationSwitch } from "./personalization-switch.tsx";

/** What is held about me, and what I can do about it. */
export function MyPrivacyPage() {
  const t = useTranslations("privacy");
  const account = useAccount();
  return (
    <PageBody>
      <PageHeader title={t("title")} lead={t("lead")} back="/me" />
      <div className="grid gap-4">
        <Section>
          <PersonalizationSwitch />
        </Section>
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
