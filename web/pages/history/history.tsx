import { Link } from "@tanstack/react-router";
import { History as HistoryIcon, X } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Seen } from "../../../contract/search.ts";
import { useAccount } from "../../api/account.ts";
import { useAct, useCall, usePages } from "../../api/hooks.ts";
import { requireSignIn } from "../../sign-in/require-sign-in.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { More } from "../../ui/more.tsx";
import { PageBody, PageHeader } from "../../ui/page.tsx";
import { Picture } from "../../ui/picture.tsx";
import { EmptyState, ErrorLine, ErrorState, Skeleton } from "../../ui/states.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { Time } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";
import { FromPrice } from "../buy/from-price.tsx";
import { LiveMark } from "../home/room-card.tsx";

type Kind = "all" | "room" | "product";

/** What I looked at; mine alone, and mine to clear. */
export function HistoryPage() {
  const t = useTranslations("viewer.history");
  const frame = useTranslations("frame");
  const account = useAccount();
  return (
    <PageBody>
      <PageHeader title={t("title")} back="/me" lead={t("lead")} />
      {account === undefined && <Skeleton className="h-40 rounded-m" />}
      {account === null && (
        <EmptyState icon={<HistoryIcon size={24} aria-hidden />} title={t("emptyTitle")} text={t("emptyText")}>
          <Button kind="solid" onClick={() => void requireSignIn()}>
            {frame("signIn")}
          </Button>
        </EmptyState>
      )}
      {account !== null && account !== undefined && <Mine />}
    </PageBody>
  );
}

function Mine() {
  const t = useTranslations("viewer.history");
  const [kind, setKind] = useState<Kind>("all");
  const [asking, setAsking] = useState(false);
  const settings = useCall("getHistorySettings");
  const seen = usePages("listHistory", kind === "all" ? {} : { query: { kind } });
  const clear = useAct("clearHistory", {
    refreshes: ["listHistory"],
    onDone: () => {
      setAsking(false);
      toast(t("cleared"));
    },
  });
  if (settings.data?.kept === false)
    return (
      <EmptyState icon={<HistoryIcon size={24} aria-hidden />} title={t("off")} text={t("offText")}>
        <Link to="/me/settings" className={buttonClass("quiet")}>
          <SettingsWord />
        </Link>
      </EmptyState>
    );
  return (
    <Tabs
      label={t("title")}
      current={kind}
      onChange={setKind}
      tabs={[
        { id: "all", label: t("all") },
        { id: "room", label: t("rooms") },
        { id: "product", label: t("products") },
      ]}
    >
      {seen.items === undefined && seen.error === null && <Skeleton className="h-60 rounded-m" />}
      {seen.items === undefined && seen.error !== null && <ErrorState error={seen.error} onRetry={seen.retry} />}
      {seen.items?.length === 0 && (
        <EmptyState icon={<HistoryIcon size={24} aria-hidden />} title={t("emptyTitle")} text={t("emptyText")} />
      )}
      {/* A grid's own column grows with its longest word: this one may not. */}
      <ul className="grid grid-cols-1 gap-2">
        {seen.items?.map((one) => (
          <li key={one.subject_id}>
            <SeenRow seen={one} />
          </li>
        ))}
      </ul>
      <More pages={seen} />
      {(seen.items?.length ?? 0) > 0 && (
        <Button wide className="mt-6" onClick={() => setAsking(true)}>
          {t("clear")}
        </Button>
      )}
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t("clearTitle")}
        text={t("clearText")}
        action={t("clear")}
        busy={clear.busy}
        onConfirm={() => clear.run({})}
      >
        <ErrorLine error={clear.error} />
      </Confirm>
    </Tabs>
  );
}

function SettingsWord() {
  return useTranslations("viewer.settings")("title");
}

function SeenRow({ seen }: { readonly seen: Seen }) {
  const t = useTranslations("viewer.history");
  const forget = useAct("forgetSeen", { refreshes: ["listHistory"] });
  const { room, product } = seen;
  const title = product?.title ?? room?.session?.title ?? room?.host.name ?? "";
  const onAir = room?.session?.flv_url !== null && room?.session !== null && room !== null;
  const body = (
    <>
      <Picture
        picture={product?.pictures[0] ?? room?.session?.cover}
        alt=""
        size="small"
        className="size-16 shrink-0 rounded-s"
      />
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-2">
          <span className="truncate font-semibold">{title}</span>
          {onAir && (
            <span className="shrink-0 text-xs">
              <LiveMark>{t("live")}</LiveMark>
            </span>
          )}
        </span>
        {product !== null ? (
          <FromPrice product={product} className="text-base text-ember-text" />
        ) : (
          <span className="block truncate text-sm text-muted">{room?.host.name}</span>
        )}
        <span className="block text-xs text-muted">
          <Time at={seen.at} />
        </span>
      </span>
    </>
  );
  const frame = "flex min-w-0 flex-1 items-center gap-3";
  return (
    <div className="card flex items-center gap-2 p-2.5">
      {product !== null ? (
        <Link to="/products/$product_id" params={{ product_id: product.id }} className={frame}>
          {body}
        </Link>
      ) : (
        <Link to="/rooms/$room_id" params={{ room_id: seen.subject_id }} className={frame}>
          {body}
        </Link>
      )}
      <button
        type="button"
        aria-label={t("forget", { title })}
        disabled={forget.busy}
        onClick={() => forget.run({ params: { subject_id: seen.subject_id } })}
        className="grid size-11 shrink-0 place-items-center rounded-full text-muted hover:bg-wash"
      >
        <X size={17} aria-hidden />
      </button>
    </div>
  );
}
