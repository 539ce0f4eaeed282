import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Studio } from "../../../contract/live.ts";
import { useAccount } from "../../api/account.ts";
import { useMyShops } from "../shop/my-shop.ts";
import { PageHeader } from "../../ui/page.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states.tsx";
import { buttonClass } from "../../ui/button.tsx";
import { Link } from "@tanstack/react-router";
import { Store } from "lucide-react";
import { VerificationPanel } from "../verify/verification-panel.tsx";
import { EncoderFacts } from "./encoder-facts.tsx";
import { EncoderHowTo } from "./encoder-how-to.tsx";
import { GoOnAir } from "./go-on-air.tsx";
import { PastSessions } from "./past-sessions.tsx";
import { Chip, Preview } from "./preview.tsx";
import { SessionForm } from "./session-form.tsx";
import { StreamKeyCard } from "./stream-key-card.tsx";

/** Everything before going on air, on one page: picture, title and bag, key, and what is still missing. */
export function Preparation({ data }: { readonly data: Studio }) {
  const t = useTranslations("studio");
  const account = useAccount();
  const [unsaved, setUnsaved] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const verified = account?.verified.host === true;
  const trained = (account?.training_valid_until ?? null) !== null;
  return (
    <div className="mx-auto w-full max-w-[1440px] px-4 pb-12 md:px-6">
      <PageHeader title={t("title")} />
      {!verified && (
        <div className="mb-4">
          <VerificationPanel kind="host" />
        </div>
      )}
      <div className="flex flex-col gap-4 lg:grid lg:grid-cols-[280px_minmax(0,1fr)] lg:items-start xl:grid-cols-[280px_minmax(0,1fr)_380px]">
        <div className="contents lg:sticky lg:top-20 lg:grid lg:gap-3">
          <Preview
            url={data.preview_flv_url}
            connected={data.encoder.connected}
            className="mx-auto aspect-[9/16] w-52 shrink-0 lg:max-h-[52dvh] lg:w-full"
          >
            <Chip>{t("preview.onlyYou")}</Chip>
          </Preview>
          <EncoderFacts encoder={data.encoder} />
          <div className="sticky bottom-[calc(60px+env(safe-area-inset-bottom))] z-10 order-last lg:static lg:order-none">
            <GoOnAir data={data} verified={verified} trained={trained} unsaved={unsaved} />
          </div>
        </div>
        <div className="grid min-w-0 gap-4">
          <ShopGate>
            {(shops) => (
              <SessionForm
                key={data.session?.id ?? "new"}
                shops={shops}
                session={data.session}
                bag={data.bag}
                onUnsaved={setUnsaved}
              />
            )}
          </ShopGate>
          <div className="hidden lg:block">
            <PastSessions past={data.past} />
          </div>
        </div>
        <div className="grid min-w-0 gap-4 lg:col-start-2 xl:col-start-3">
          <StreamKeyCard onSecret={setSecret} />
          <EncoderHowTo secret={secret} />
        </div>
        <div className="lg:hidden">
          <PastSessions past={data.past} />
        </div>
      </div>
    </div>
  );
}

/** A broadcast shows a shop's products; without a shop, this says where to get one. */
function ShopGate({
  children,
}: {
  readonly children: (shops: NonNullable<ReturnType<typeof useMyShops>["shops"]>) => React.ReactNode;
}) {
  const t = useTranslations("studio");
  const { read, shops } = useMyShops();
  if (read.error !== null && shops === undefined)
    return <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
  if (shops === undefined) return <Skeleton className="h-96" />;
  if (shops.length > 0) return children(shops);
  return (
    <div className="card">
      <EmptyState icon={<Store size={22} aria-hidden />} title={t("needShopTitle")} text={t("needShopText")}>
        <Link to="/sell" className={buttonClass("solid")}>
          {t("toShop")}
        </Link>
      </EmptyState>
    </div>
  );
}
