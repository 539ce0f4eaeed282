import { Link } from "@tanstack/react-router";
import { Check, ChevronRight } from "lucide-react";
import { useTranslations } from "use-intl";
import type { ShopToDo } from "../../../contract/shop-desk.ts";
import type { Shop } from "../../../contract/shops.ts";
import { useCall } from "../../api/hooks.ts";
import { classNames } from "../../ui/class-names.ts";
import { Section } from "../../ui/page.tsx";
import { ErrorState, Skeleton } from "../../ui/states.tsx";
import { useTimeText } from "../../ui/time.tsx";

const look_ms = 30_000;
const useToDo = (shop: Shop) => useCall("getShopToDo", { params: { shop_id: shop.id } }, { refetchInterval: look_ms });

/** What waits for the shop now, each with the place where it is done. */
export function ToDoList({ shop }: { readonly shop: Shop }) {
  const t = useTranslations("merchant.todo");
  const time = useTimeText();
  const read = useToDo(shop);
  const counts = useCall("countShopAftersales", { params: { shop_id: shop.id } }, { refetchInterval: look_ms }).data;
  if (read.error !== null && read.data === undefined)
    return <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
  const todo = read.data;
  const rows = todo === undefined ? [] : rowsOf(todo, shop, counts?.seller_turn ?? 0);
  return (
    <Section title={t("title")}>
      {todo === undefined ? (
        <Skeleton className="h-14" />
      ) : rows.length === 0 ? (
        <p className="text-muted">{t("none")}</p>
      ) : (
        <ul className="-my-1 divide-y divide-line">
          {rows.map(({ key, count, to, search, urgent }) => (
            <li key={key}>
              <Link
                to={to}
                search={search}
                className="-mx-2 flex min-h-12 items-center gap-3 rounded-s px-2 hover:bg-wash"
              >
                <span className="min-w-0 flex-1">
                  <span className={classNames("font-semibold", urgent && "text-ember-text")}>{t(key, { count })}</span>
                  {key === "toShip" && todo.next_ship_by !== null && (
                    <span className="num block text-sm text-muted">
                      <span data-varies>{t("nextBy", { time: time(todo.next_ship_by) })}</span>
                    </span>
                  )}
                  {key === "late" && <span className="block text-sm text-muted">{t("lateText")}</span>}
                  {key === "refunds" && <span className="block text-sm text-muted">{t("refundsText")}</span>}
                </span>
                <ChevronRight size={18} aria-hidden className="shrink-0 text-muted" />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function rowsOf(todo: ShopToDo, shop: Shop, aftersales: number) {
  const may = shop.my_permissions;
  const rows = [
    { key: "late", count: todo.late, to: "/sell/orders", search: { deadline: "late" }, urgent: true, needs: "orders" },
    { key: "near", count: todo.near, to: "/sell/orders", search: { deadline: "near" }, urgent: false, needs: "orders" },
    { key: "toShip", count: todo.to_ship, to: "/sell/orders", search: {}, urgent: false, needs: "orders" },
    { key: "aftersales", count: aftersales, to: "/sell/aftersales", search: {}, urgent: true, needs: "orders" },
    { key: "refunds", count: todo.refunds_running, to: "/sell/aftersales", search: {}, urgent: false, needs: "orders" },
    { key: "soldOut", count: todo.sold_out, to: "/sell/stock", search: { only: "low" }, urgent: false, needs: "stock" },
    { key: "low", count: todo.low_stock, to: "/sell/stock", search: { only: "low" }, urgent: false, needs: "stock" },
    {
      key: "drafts",
      count: todo.drafts,
      to: "/sell/products",
      search: { state: "draft" },
      urgent: false,
      needs: "products",
    },
  ] as const;
  return rows.filter(({ count, needs }) => count > 0 && may.includes(needs));
}

const steps = ["verified", "on_sale", "shipping", "session", "order"] as const;
const places = {
  verified: "/sell/seller",
  on_sale: "/sell/products",
  shipping: "/sell/shipping",
  session: "/studio",
} as const;

/** The way of a new shop to its first order; gone once it is done, or the shop has sold: then it found its own way. */
export function StartList({ shop }: { readonly shop: Shop }) {
  const t = useTranslations("merchant.start");
  const todo = useToDo(shop).data;
  if (shop.my_role !== "owner" || todo === undefined) return null;
  const left = steps.filter((step) => !todo.steps[step]);
  if (left.length === 0 || todo.steps.order) return null;
  return (
    <Section
      title={t("title")}
      actions={
        <span className="num text-sm text-muted">
          {t("progress", { done: steps.length + 1 - left.length, all: steps.length + 1 })}
        </span>
      }
    >
      <ol className="-my-1 grid">
        <Step done label={t("shop")} />
        {steps.map((step) => {
          const done = todo.steps[step];
          const next = step === left[0];
          const label = t(step);
          if (done) return <Step key={step} done label={label} />;
          return step === "order" ? (
            <Step key={step} label={label} text={t("orderText")} to={`/shops/${shop.id}`} next={next} />
          ) : (
            <Step key={step} label={label} to={places[step]} next={next} />
          );
        })}
      </ol>
    </Section>
  );
}

function Step({
  label,
  text,
  done = false,
  next = false,
  to,
}: {
  readonly label: string;
  readonly text?: string;
  readonly done?: boolean;
  readonly next?: boolean;
  readonly to?: string;
}) {
  const t = useTranslations("merchant.start");
  const mark = (
    <span
      aria-hidden
      className={classNames(
        "grid size-6 shrink-0 place-items-center rounded-full border",
        done ? "border-jade bg-jade/12 text-jade" : next ? "border-ink" : "border-line-strong",
      )}
    >
      {done && <Check size={14} />}
    </span>
  );
  const words = (
    <span className="min-w-0 flex-1">
      <span className={done ? "text-muted" : next ? "font-semibold" : undefined}>{label}</span>
      {done && <span className="sr-only"> – {t("done")}</span>}
      {text !== undefined && <span className="block text-sm text-muted">{text}</span>}
    </span>
  );
  return (
    <li>
      {to === undefined ? (
        <span className="flex min-h-11 items-center gap-3">
          {mark}
          {words}
        </span>
      ) : (
        <Link to={to} className="-mx-2 flex min-h-11 items-center gap-3 rounded-s px-2 hover:bg-wash">
          {mark}
          {words}
          <ChevronRight size={18} aria-hidden className="shrink-0 text-muted" />
        </Link>
      )}
    </li>
  );
}
