import { Link } from "@tanstack/react-router";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ApiKey } from "../../../contract/api-keys.ts";
import { useAct, useCall } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { PageBody, PageHeader, Section } from "../../ui/page.tsx";
import { StateBadge } from "../../ui/state-badge.tsx";
import { EmptyState, ErrorLine, ErrorState } from "../../ui/states.tsx";
import { Time, useNow } from "../../ui/time.tsx";
import { RowsSkeleton, SignedIn } from "../work/guard.tsx";
import { KeySheet } from "./key-sheet.tsx";

/** Credentials for programs that act as this account. */
export function KeysPage() {
  const t = useTranslations("keys");
  return (
    <SignedIn title={t("guestTitle")} text={t("guestText")}>
      <KeysBody />
    </SignedIn>
  );
}

function KeysBody() {
  const t = useTranslations("keys");
  const read = useCall("listApiKeys");
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<ApiKey | null>(null);
  const keys = read.data?.data;
  return (
    <PageBody>
      <PageHeader
        title={t("title")}
        back="/me"
        lead={t("lead")}
        actions={
          <Button kind="solid" onClick={() => setMaking(true)}>
            {t("make")}
          </Button>
        }
      />
      {read.error !== null && keys === undefined ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : keys === undefined ? (
        <RowsSkeleton rows={3} />
      ) : keys.length === 0 ? (
        <EmptyState icon={<KeyRound size={22} aria-hidden />} title={t("empty")} text={t("emptyText")}>
          <Link to="/docs" className="font-semibold underline underline-offset-4">
            {t("docs")}
          </Link>
        </EmptyState>
      ) : (
        <Section>
          <ul className="divide-y divide-line">
            {keys.map((key) => (
              <KeyRow key={key.id} apiKey={key} onEnd={() => setEnding(key)} />
            ))}
          </ul>
        </Section>
      )}
      <KeySheet open={making} onClose={() => setMaking(false)} />
      <EndKey apiKey={ending} onClose={() => setEnding(null)} />
    </PageBody>
  );
}

function KeyRow({ apiKey, onEnd }: { readonly apiKey: ApiKey; readonly onEnd: () => void }) {
  const t = useTranslations("keys");
  const now = useNow(60_000);
  const ended = apiKey.expires_at !== null && Date.parse(apiKey.expires_at) <= now;
  return (
    <li className="flex items-start justify-between gap-3 py-3 first:pt-0 last:pb-0">
      <div className="grid min-w-0 gap-1">
        <p className="flex flex-wrap items-center gap-2 font-semibold">
          <span className="min-w-0 break-words">{apiKey.name}</span>
          <span className="font-mono text-sm text-muted">lk_…{apiKey.ends_with}</span>
          {ended && <StateBadge tone="quiet">{t("ended")}</StateBadge>}
        </p>
        <p className="text-sm text-muted">{apiKey.scopes.map((scope) => t(`scopes.${scope}`)).join(" · ")}</p>
        <p className="text-sm text-muted">
          {apiKey.last_used_at === null ? (
            t("unused")
          ) : (
            <>
              {t("used")} <Time at={apiKey.last_used_at} format="day" />
            </>
          )}
          {" · "}
          {apiKey.expires_at === null ? (
            t("endless")
          ) : (
            <>
              {t("until")} <Time at={apiKey.expires_at} format="day" />
            </>
          )}
        </p>
      </div>
      <Button kind="plain" size="s" aria-label={t("endName", { name: apiKey.name })} onClick={onEnd}>
        {t("end")}
      </Button>
    </li>
  );
}

function EndKey({ apiKey, onClose }: { readonly apiKey: ApiKey | null; readonly onClose: () => void }) {
  const t = useTranslations("keys");
  const end = useAct("revokeApiKey", { refreshes: ["listApiKeys"], onDone: onClose });
  const close = () => {
    end.reset();
    onClose();
  };
  return (
    <Confirm
      open={apiKey !== null}
      onClose={close}
      title={t("endTitle", { name: apiKey?.name ?? "" })}
      text={t("endText")}
      action={t("end")}
      kind="danger"
      busy={end.busy}
      onConfirm={() => apiKey !== null && end.run({ params: { id: apiKey.id } })}
    >
      <ErrorLine error={end.error} />
    </Confirm>
  );
}
