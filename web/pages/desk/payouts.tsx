import { useTranslations } from "use-intl";
import { payoutStates } from "../../../contract/payouts.ts";
import { call } from "../../api/client.ts";
import { type Answer, usePages } from "../../api/hooks.ts";
import { typedPrice } from "../../text/money.ts";
import { useErrorText } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import { download } from "../../ui/download.ts";
import { More } from "../../ui/more.tsx";
import { Section, useTitle } from "../../ui/page.tsx";
import { Price, usePriceText } from "../../ui/price.tsx";
import { StateBadge } from "../../ui/state-badge.tsx";
import { ErrorState } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";
import { payoutTone } from "../shop/payout-tone.ts";
import { Chips } from "../work/chips.tsx";
import { RowsSkeleton } from "../work/guard.tsx";
import { oneOf, useDeskSearch } from "./desk-search.ts";
import { ReasonButton } from "./reason-button.tsx";
import { ShopTag } from "./shop-tag.tsx";
import { useShopName } from "./shop-name.ts";

type Payout = Answer<"listAllPayouts">["data"][number];
const refreshes = ["listAllPayouts", "getAttention", "listAudit", "listHeldShops"] as const;

/** What goes to shops' banks, what waits for a word, and whose is held back. */
export function PayoutsPage() {
  const t = useTranslations("payouts.desk");
  useTitle(t("queue"));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Queue />
      <Holds />
    </div>
  );
}

function Queue() {
  const t = useTranslations("payouts.desk");
  const states = useTranslations("payouts.states");
  const [search, setSearch] = useDeskSearch();
  const state = oneOf(payoutStates, search.state) ?? "all";
  const { shop } = search;
  const pages = usePages(
    "listAllPayouts",
    {
      query: {
        limit: 50,
        ...(state === "all" ? {} : { state }),
        ...(shop === undefined ? {} : { shop_id: shop }),
      },
    },
    { refetchInterval: 10_000 },
  );
  return (
    <Section title={t("queue")} actions={<MakeFile />}>
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <Chips
          label={t("queue")}
          current={state}
          onChange={(next) => setSearch({ state: next === "all" ? undefined : next })}
          options={(["all", ...payoutStates] as const).map((id) => ({
            id,
            label: id === "all" ? t("all") : states(id),
          }))}
        />
        {shop !== undefined && <ShopTag id={shop} onClear={() => setSearch({ shop: undefined })} />}
      </div>
      {pages.error !== null && pages.items === undefined ? (
        <ErrorState error={pages.error} onRetry={pages.retry} />
      ) : pages.items === undefined ? (
        <RowsSkeleton />
      ) : pages.items.length === 0 ? (
        <p className="text-muted">{t("none")}</p>
      ) : (
        <ul className="divide-y divide-line">
          {pages.items.map((payout) => (
            <Row key={payout.id} payout={payout} />
          ))}
        </ul>
      )}
      <More pages={pages} />
    </Section>
  );
}

function Row({ payout }: { readonly payout: Payout }) {
  const states = useTranslations("payouts.states");
  const shop = useShopName(payout.shop_id);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2">
          <Price money={payout.amount} />
          <StateBadge tone={payoutTone[payout.state]}>{states(payout.state)}</StateBadge>
          <span className="min-w-0 truncate" title={payout.shop_id}>
            {shop}
          </span>
        </p>
        <p className="num flex flex-wrap gap-x-2 text-xs text-muted">
          <Time at={payout.created_at} />
          <span>…{payout.last4}</span>
          <span className="font-mono" title={payout.id}>
            {payout.id.slice(-8)}
          </span>
          {payout.reason !== null && <span className="text-ember-text">{payout.reason}</span>}
        </p>
      </div>
      <Acts payout={payout} shop={shop} />
    </li>
  );
}

/** What may be done next, by the payout's state. */
function Acts({ payout, shop }: { readonly payout: Payout; readonly shop: string }) {
  const t = useTranslations("payouts.desk");
  const price = usePriceText();
  const amount = price(payout.amount);
  const params = { payout_id: payout.id };
  const about = `${shop} ${amount}`;
  const byHand = payout.file_id !== null;
  const open = payout.state === "requested" || payout.state === "approved";
  return (
    <div className="flex flex-wrap gap-2">
      {payout.state === "requested" && (
        <ReasonButton
          route="approvePayout"
          options={(reason) => ({ params, body: { reason } })}
          refreshes={refreshes}
          label={t("approve")}
          about={about}
          title={t("approveTitle", { amount })}
          text={t("approveText")}
          action={t("approve")}
          kind="solid"
        />
      )}
      {open && (
        <ReasonButton
          route="refusePayout"
          options={(reason) => ({ params, body: { reason } })}
          refreshes={refreshes}
          label={t("refuse")}
          about={about}
          title={t("refuseTitle")}
          text={t("refuseText")}
          action={t("refuse")}
        />
      )}
      {byHand && payout.state === "sending" && (
        <>
          <Mark payout={payout} outcome="paid" about={about} />
          <Mark payout={payout} outcome="failed" about={about} />
        </>
      )}
      {byHand && payout.state === "paid" && <Mark payout={payout} outcome="returned" about={about} />}
      {payout.file_id !== null && payout.state === "sending" && <FileAgain id={payout.file_id} />}
    </div>
  );
}

function Mark({
  payout,
  outcome,
  about,
}: {
  readonly payout: Payout;
  readonly outcome: "paid" | "failed" | "returned";
  readonly about: string;
}) {
  const t = useTranslations("payouts.desk");
  const amount = usePriceText()(payout.amount);
  return (
    <ReasonButton
      route="markPayout"
      options={(reason) => ({ params: { payout_id: payout.id }, body: { outcome, reason } })}
      refreshes={refreshes}
      label={t(outcome)}
      about={about}
      title={t(`${outcome}Title`, { amount })}
      text={t(`${outcome}Text`)}
      action={t(outcome)}
      kind={outcome === "paid" ? "solid" : "quiet"}
    />
  );
}

/** Whole account numbers leave the server here only, and that is in the audit log. */
async function saveFile(file_id: string): Promise<number> {
  const file = await call("getPayoutFile", { params: { file_id } });
  const { csvOf } = await import("../../ui/csv.ts");
  const rows = file.lines.map(({ payout, holder, bank, number }) => [
    payout.id,
    holder,
    bank,
    number,
    Number(typedPrice(payout.amount.amount)),
    payout.amount.currency,
  ]);
  download(`payouts-${file_id}.csv`, csvOf(["payout_id", "holder", "bank", "number", "amount", "currency"], rows));
  return rows.length;
}

function MakeFile() {
  const t = useTranslations("payouts.desk");
  const errorText = useErrorText();
  const save = async (file_id: string) => {
    try {
      toast(t("fileMade", { count: await saveFile(file_id) }));
    } catch (error) {
      toast(errorText(error), "bad");
    }
  };
  return (
    <ReasonButton
      route="createPayoutFile"
      options={(reason) => ({ body: { reason } })}
      refreshes={refreshes}
      label={t("file")}
      title={t("fileTitle")}
      text={t("fileText")}
      action={t("file")}
      onDone={(made) => void save((made as Answer<"createPayoutFile">).id)}
    />
  );
}

function FileAgain({ id }: { readonly id: string }) {
  const t = useTranslations("payouts.desk");
  const errorText = useErrorText();
  return (
    <Button size="s" onClick={() => void saveFile(id).catch((error: unknown) => toast(errorText(error), "bad"))}>
      {t("fileAgain")}
    </Button>
  );
}

function Holds() {
  const t = useTranslations("payouts.desk");
  const pages = usePages("listHeldShops", { query: { limit: 50 } });
  return (
    <Section title={t("holds")}>
      {pages.error !== null && pages.items === undefined ? (
        <ErrorState error={pages.error} onRetry={pages.retry} />
      ) : pages.items === undefined ? (
        <RowsSkeleton rows={2} />
      ) : pages.items.length === 0 ? (
        <p className="text-muted">{t("noHolds")}</p>
      ) : (
        <ul className="divide-y divide-line">
          {pages.items.map((hold) => (
            <Held key={hold.shop_id} hold={hold} />
          ))}
        </ul>
      )}
      <More pages={pages} />
    </Section>
  );
}

function Held({ hold }: { readonly hold: Answer<"listHeldShops">["data"][number] }) {
  const t = useTranslations("payouts.desk");
  const shop = useShopName(hold.shop_id);
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 py-3">
      <p className="min-w-0">
        <b className="font-semibold">{shop}</b>
        <span className="block text-sm text-muted">
          {hold.reason} · <Time at={hold.at} />
        </span>
      </p>
      <ReasonButton
        route="releasePayouts"
        options={(reason) => ({ params: { shop_id: hold.shop_id }, body: { reason } })}
        refreshes={refreshes}
        label={t("release")}
        about={shop}
        title={t("releaseTitle")}
        text={t("releaseText")}
        action={t("release")}
      />
    </li>
  );
}
