import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { TransferPhase } from "../../../contract/ledger.ts";
import { classNames } from "../../ui/class-names.ts";
import { usePriceText } from "../../ui/price.tsx";
import { StateBadge, type Tone } from "../../ui/state-badge.tsx";
import { Time } from "../../ui/time.tsx";
import type { Movement } from "./movements.ts";

const tones: Readonly<Record<TransferPhase, Tone>> = {
  posted: "good",
  pending: "soon",
  kept: "good",
  dropped: "quiet",
};

interface Props {
  readonly movements: readonly Movement[];
  /** One account's: the line says what it does to that account. */
  readonly oneAccount: boolean;
}

/** What happened to the shop's money, one line for each thing, with its steps and its way below. */
export function MovementList({ movements, oneAccount }: Props) {
  const t = useTranslations("sell");
  return (
    <>
      <p className="pb-2 text-xs text-muted">{t(oneAccount ? "account.signs" : "movement.signs")}</p>
      <ul className="divide-y divide-line">
        {movements.map((movement) => (
          <MovementRow key={movement.key} movement={movement} />
        ))}
      </ul>
    </>
  );
}

function MovementRow({ movement }: { readonly movement: Movement }) {
  const t = useTranslations("sell");
  const price = usePriceText();
  const { name, state, amount, currency, inside, from, to, order_id, steps } = movement;
  const settled = state === "posted" || state === "kept";
  const way = (places: Movement["from"]) =>
    places.map((place) => t(`movement.places.${place}`)).join(t("movement.and"));
  return (
    <li className="flex items-baseline justify-between gap-3 py-2.5">
      <div className="grid min-w-0 gap-0.5">
        <p className="flex flex-wrap items-center gap-x-2">
          <span>{t(`kinds.${name}`)}</span>
          {state !== "posted" && <StateBadge tone={tones[state]}>{t(`phases.${state}`)}</StateBadge>}
        </p>
        {from.length > 0 && to.length > 0 && (
          <p className="text-xs text-muted">{t("movement.way", { from: way(from), to: way(to) })}</p>
        )}
        <p className="flex flex-wrap gap-x-2 text-xs text-muted">
          {steps.map((step) => (
            <span key={step.phase + step.at}>
              {steps.length > 1 && `${t(`phases.${step.phase}`)} `}
              <Time at={step.at} />
            </span>
          ))}
          {order_id !== null && (
            <Link
              to="/sell/orders/$orderId"
              params={{ orderId: order_id }}
              className="underline-offset-4 hover:underline"
              title={order_id}
            >
              {t("account.order")} …{order_id.slice(-8)}
            </Link>
          )}
        </p>
      </div>
      <span
        className={classNames(
          "num font-semibold whitespace-nowrap",
          !settled || inside ? "text-muted" : amount > 0 && "text-jade",
          state === "dropped" && "line-through",
        )}
      >
        {`${!inside && amount > 0 ? "+" : ""}${price({ amount, currency })}`}
      </span>
    </li>
  );
}
