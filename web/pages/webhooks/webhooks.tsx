import { Link } from "@tanstack/react-router";
import { Webhook } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { WebhookEndpoint } from "../../../contract/webhooks.ts";
import { useCall } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { Section, useTitle } from "../../ui/page.tsx";
import { StateBadge, type Tone } from "../../ui/state-badge.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { useMyShop } from "../shop/my-shop.ts";
import { RowsSkeleton } from "../work/guard.tsx";
import { Deliveries } from "./deliveries.tsx";
import { EndpointSheet } from "./endpoint-sheet.tsx";

const tones: Record<WebhookEndpoint["state"], Tone> = { enabled: "good", paused: "quiet", failing: "bad" };

/** Where the shop's events go, and what came of them. */
export function WebhooksPage() {
  const t = useTranslations("webhooks");
  const shop = useMyShop();
  useTitle(t("title"));
  const read = useCall("listWebhookEndpoints", { params: { shop_id: shop.id } });
  const [editing, setEditing] = useState<WebhookEndpoint | "new" | null>(null);
  const endpoints = read.data?.data;
  if (read.error !== null && endpoints === undefined)
    return <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <header className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-prose min-w-0 text-muted">
          {t("lead")}{" "}
          <Link to="/docs/webhooks" className="underline underline-offset-4">
            {t("guide")}
          </Link>
        </p>
        <Button kind="solid" onClick={() => setEditing("new")}>
          {t("add")}
        </Button>
      </header>
      {endpoints === undefined ? (
        <RowsSkeleton rows={2} />
      ) : endpoints.length === 0 ? (
        <EmptyState icon={<Webhook size={22} aria-hidden />} title={t("empty")} text={t("emptyText")} />
      ) : (
        <>
          <ul className="grid grid-cols-[minmax(0,1fr)] gap-2">
            {endpoints.map((endpoint) => (
              <li key={endpoint.id}>
                <EndpointCard endpoint={endpoint} onOpen={() => setEditing(endpoint)} />
              </li>
            ))}
          </ul>
          <Section title={t("log")}>
            <Deliveries shop_id={shop.id} endpoints={endpoints} />
          </Section>
        </>
      )}
      <EndpointSheet
        shop_id={shop.id}
        endpoint={
          editing === "new" || editing === null ? null : (endpoints?.find((one) => one.id === editing.id) ?? null)
        }
        open={editing !== null}
        onClose={() => setEditing(null)}
      />
    </div>
  );
}

function EndpointCard({ endpoint, onOpen }: { readonly endpoint: WebhookEndpoint; readonly onOpen: () => void }) {
  const t = useTranslations("webhooks");
  return (
    <button
      type="button"
      onClick={onOpen}
      className="grid w-full gap-1 rounded-l border border-line bg-surface p-4 text-left hover:border-line-strong"
    >
      <span className="flex flex-wrap items-center gap-2">
        <StateBadge tone={tones[endpoint.state]}>{t(`states.${endpoint.state}`)}</StateBadge>
        {endpoint.description !== "" && (
          <span className="min-w-0 font-semibold break-words">{endpoint.description}</span>
        )}
      </span>
      <span className="font-mono text-sm break-all">{endpoint.url}</span>
      <span className="text-sm text-muted">
        {t("kinds", { count: endpoint.types.length })}
        {" · "}
        {endpoint.last_delivered_at === null ? (
          t("neverDelivered")
        ) : (
          <>
            {t("lastDelivered")} <Time at={endpoint.last_delivered_at} />
          </>
        )}
      </span>
    </button>
  );
}
