import { Link } from "@tanstack/react-router";
import { MessagesSquare } from "lucide-react";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Aftersale } from "../../../contract/aftersales.ts";
import { buttonClass } from "../../ui/button.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { Facts, Section } from "../../ui/page.tsx";
import { Picture } from "../../ui/picture.tsx";
import { Price, usePriceText } from "../../ui/price.tsx";
import { Time, useTimeText } from "../../ui/time.tsx";
import { carrierText } from "../order/carrier-text.ts";
import { Evidence, Timeline } from "./aftersale-timeline.tsx";
import { AftersaleBadge } from "./aftersale-badge.tsx";
import { isOpen, isRefused, takesEvidence } from "./open-state.ts";
import { ReturnAddressText } from "./act-sheet.tsx";
import { DeadlineLine, EvidenceLine } from "./deadline-line.tsx";

export type Viewer = "buyer" | "seller" | "operator";

interface Props {
  readonly aftersale: Aftersale;
  readonly viewer: Viewer;
  /** The buttons. */
  readonly children?: ReactNode;
}

/** Where it stands and whose turn it is, what is asked and how it is counted, parcels, the ruling, and everything that was said. */
export function AftersaleBody({ aftersale, viewer, children }: Props) {
  return (
    <div className="grid gap-4">
      <Head aftersale={aftersale} viewer={viewer}>
        {children}
      </Head>
      <Ruling aftersale={aftersale} />
      <Parcels aftersale={aftersale} viewer={viewer} />
      <Asked aftersale={aftersale} viewer={viewer} />
      {viewer === "operator" && <BothSides aftersale={aftersale} />}
      <Timeline aftersale={aftersale} viewer={viewer} />
    </div>
  );
}

function Head({ aftersale, viewer, children }: Props) {
  const t = useTranslations("aftersale");
  const price = usePriceText();
  const time = useTimeText();
  const { state, deadline, proposal } = aftersale;
  const gathering = takesEvidence(aftersale, viewer);
  const refused = isRefused(aftersale);
  return (
    <Section>
      <div className="flex items-start justify-between gap-3">
        <h2 className="text-lg font-bold" aria-live="polite">
          {refused
            ? t(`head.payFailed.${viewer}`)
            : gathering
              ? t(`head.gathering.${viewer}`)
              : t(`head.${viewer}.${state}`)}
        </h2>
        <AftersaleBadge aftersale={aftersale} viewer={viewer} />
      </div>
      {gathering ? (
        <EvidenceLine aftersale={aftersale} viewer={viewer} />
      ) : (
        <>
          {deadline !== null && <DeadlineLine deadline={deadline} />}
          {aftersale.evidence_until !== null && (
            <p data-varies className="num text-sm text-muted">
              {t("evidenceOver", { time: time(aftersale.evidence_until) })}
            </p>
          )}
        </>
      )}
      {state === "success" && aftersale.payment !== null && (
        <p className="num mt-1 text-muted">{t("paidBack", { amount: price(aftersale.amount) })}</p>
      )}
      {proposal !== null && (
        <p className="num mt-3 rounded-m bg-wash px-3.5 py-3 font-semibold">
          {proposal.way === "exchange"
            ? t("offerExchange")
            : t("offer", { way: t(`ways.${proposal.way}`), amount: price(proposal.amount) })}
        </p>
      )}
      {refused && <p className="mt-2 text-sm text-muted">{t(`payFailed.${viewer}`)}</p>}
      {children}
    </Section>
  );
}

function Ruling({ aftersale }: { readonly aftersale: Aftersale }) {
  const t = useTranslations("aftersale");
  const price = usePriceText();
  const { ruling } = aftersale;
  if (ruling === null) return null;
  return (
    <Section title={t("ruling")}>
      <p className="num font-semibold">{t(`rulingFor.${ruling.outcome}`, { amount: price(ruling.amount) })}</p>
      {ruling.goods_back && <p className="text-sm text-muted">{t("goodsBack")}</p>}
      {ruling.note !== "" && <p className="mt-2 whitespace-pre-line">{ruling.note}</p>}
      <p className="mt-1 text-xs text-muted">
        <Time at={ruling.at} />
      </p>
    </Section>
  );
}

function Parcels({ aftersale, viewer }: { readonly aftersale: Aftersale; readonly viewer: Viewer }) {
  const t = useTranslations("aftersale");
  const locale = useLocale();
  const { return_address, return_parcel, exchange_parcel, state } = aftersale;
  const sends = state === "await_return" && viewer === "buyer";
  return (
    <>
      {return_address === null && state === "await_return" && viewer === "seller" && <NoAddressMine />}
      {(return_address !== null || sends) && isOpen(state) && (
        <Section title={t("returnTo")}>
          {return_address === null ? (
            <NoAddress aftersale={aftersale} />
          ) : (
            <ReturnAddressText address={return_address} />
          )}
        </Section>
      )}
      {(["return", "exchange"] as const).map((kind) => {
        const parcel = kind === "return" ? return_parcel : exchange_parcel;
        return parcel === null ? null : (
          <Section key={kind} title={t(`${kind}Parcel`)}>
            <Facts rows={[[t("carrier"), carrierText(parcel.carrier, locale)]]} />
            <div className="mt-3">
              <CopyField label={t("tracking")} value={parcel.tracking_number} />
            </div>
          </Section>
        );
      })}
    </>
  );
}

/** Nowhere to send it to yet: the seller has to be asked. */
function NoAddress({ aftersale }: { readonly aftersale: Aftersale }) {
  const t = useTranslations("aftersale");
  const seller = useTranslations("order.seller");
  return (
    <>
      <p className="text-amber-text">{t("noAddress")}</p>
      <Link
        to="/messages/$shop_id"
        params={{ shop_id: aftersale.shop.id }}
        search={{ order: aftersale.order_id }}
        className={`${buttonClass("quiet")} mt-3`}
      >
        <MessagesSquare size={16} aria-hidden />
        {seller("message")}
      </Link>
    </>
  );
}

/** The seller is who can mend it. */
function NoAddressMine() {
  const t = useTranslations("aftersale.noAddressMine");
  return (
    <Section title={t("title")}>
      <p className="mb-3 text-sm text-amber-text">{t("text")}</p>
      <Link to="/sell/aftersales" hash="rules" className={buttonClass("solid")}>
        {t("fill")}
      </Link>
    </Section>
  );
}

function Asked({ aftersale, viewer }: { readonly aftersale: Aftersale; readonly viewer: Viewer }) {
  const t = useTranslations("aftersale");
  const price = usePriceText();
  const { freight } = aftersale;
  const orderLink =
    viewer === "buyer"
      ? ({ to: "/orders/$order_id", params: { order_id: aftersale.order_id } } as const)
      : viewer === "seller"
        ? ({ to: "/sell/orders/$orderId", params: { orderId: aftersale.order_id } } as const)
        : ({ to: "/desk/orders", search: { open: aftersale.order_id } } as const);
  return (
    <Section title={t("ask")}>
      <ul className="grid gap-3">
        {aftersale.lines.map((line) => (
          <li key={line.line_id} className="flex gap-3">
            <Picture picture={line.picture} alt="" size="small" className="size-14 shrink-0 rounded-s" />
            <div className="min-w-0 flex-1">
              <p className="line-clamp-2 font-semibold">{line.title}</p>
              <p className="num text-sm text-muted">
                {line.variant_title} {t("quantity", { count: line.quantity })}
                {line.restocked > 0 && ` · ${t("restocked", { count: line.restocked })}`}
              </p>
            </div>
            <Price money={line.most} />
          </li>
        ))}
      </ul>
      <div className="mt-4 border-t border-line pt-3">
        <Facts
          rows={[
            [t("way"), t(`ways.${aftersale.way}`)],
            [t("reason"), t(`reasons.${aftersale.reason}`)],
            [t("goods"), price(aftersale.goods)],
            ...(aftersale.shipping.amount > 0 ? [[t("shipping"), price(aftersale.shipping)] as const] : []),
            ...(aftersale.way === "exchange"
              ? []
              : [
                  [
                    t("total"),
                    <span key="total">
                      <Price money={aftersale.amount} className="text-md" />
                      {aftersale.amount.amount < aftersale.most.amount && (
                        <span className="ml-2 text-xs text-muted">
                          {t("ofMost", { amount: price(aftersale.most) })}
                        </span>
                      )}
                    </span>,
                  ] as const,
                ]),
            ...(aftersale.before_shipping || aftersale.way === "refund_only"
              ? []
              : [
                  [
                    t("freight"),
                    freight.means === "none"
                      ? t(`freightPayer.${freight.payer}`)
                      : `${t(`freightMeans.${freight.means}`, { amount: price(freight.claimed) })}${
                          freight.means === "claim" ? ` · ${t(`freightStates.${freight.state}`)}` : ""
                        }`,
                  ] as const,
                ]),
            ...(viewer === "buyer" ? [] : [[t("buyer"), aftersale.buyer_name] as const]),
            [
              t("order"),
              <Link key="order" {...orderLink} className="text-xs break-all underline underline-offset-4">
                {aftersale.order_id}
              </Link>,
            ],
            [
              t("number"),
              <code key="id" data-varies className="text-xs break-all select-all">
                {aftersale.id}
              </code>,
            ],
          ]}
        />
      </div>
    </Section>
  );
}

/** What each side showed, beside the other's. */
function BothSides({ aftersale }: { readonly aftersale: Aftersale }) {
  const t = useTranslations("aftersale");
  return (
    <Section title={t("evidence")}>
      <div className="grid gap-4 md:grid-cols-2">
        {(["buyer", "seller"] as const).map((side) => {
          const said = aftersale.timeline.filter(
            (entry) => entry.by === side && (entry.note !== "" || entry.pictures.length > 0),
          );
          return (
            <div key={side} className="min-w-0">
              <h3 className="mb-2 font-semibold">{t(`evidenceOf.${side}`)}</h3>
              {said.length === 0 && <p className="text-sm text-muted">{t("noEvidence")}</p>}
              <ul className="grid gap-3">
                {said.map((entry) => (
                  <li key={entry.version}>
                    <p className="text-xs text-muted">
                      {t(`done.${entry.action}`)} · <Time at={entry.at} />
                    </p>
                    {entry.note !== "" && <p className="whitespace-pre-line">{entry.note}</p>}
                    <Evidence pictures={entry.pictures} />
                  </li>
                ))}
              </ul>
            </div>
          );
        })}
      </div>
    </Section>
  );
}
