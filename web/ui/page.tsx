import { Link } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "./class-names.ts";

/** The tab's title. */
export function useTitle(title: string | undefined): void {
  const t = useTranslations("common");
  const name = t("appName");
  useEffect(() => {
    document.title = title === undefined ? name : `${title} · ${name}`;
  }, [title, name]);
}

interface Props {
  readonly title: string;
  /** Where "back" leads when this page is below another. */
  readonly back?: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
}

export function PageHeader({ title, back, lead, actions }: Props) {
  const t = useTranslations("common");
  useTitle(title);
  return (
    <header className="mb-5 flex flex-wrap items-end justify-between gap-3 pt-5 md:pt-8">
      <div className="min-w-0">
        {back !== undefined && (
          <Link
            to={back}
            className="mb-1 -ml-1 inline-flex min-h-8 items-center gap-0.5 text-sm text-muted hover:text-ink"
          >
            <ChevronLeft size={16} aria-hidden />
            {t("back")}
          </Link>
        )}
        <h1 className="text-xl font-bold">{title}</h1>
        {lead !== undefined && <p className="mt-1 text-muted">{lead}</p>}
      </div>
      {actions !== undefined && <div className="flex gap-2">{actions}</div>}
    </header>
  );
}

/** The column a page stands in. narrow: reading and forms. wide: lists, desks. */
export function PageBody({
  width = "narrow",
  className,
  children,
}: {
  readonly width?: "narrow" | "wide";
  readonly className?: string;
  readonly children: ReactNode;
}) {
  return (
    <div
      className={classNames(
        "mx-auto w-full px-4 pb-12 md:px-6",
        width === "narrow" ? "max-w-3xl" : "max-w-6xl",
        className,
      )}
    >
      {children}
    </div>
  );
}

/** A titled card. */
export function Section({
  title,
  actions,
  children,
  className,
}: {
  readonly title?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}) {
  return (
    <section className={classNames("card p-4 md:p-5", className)}>
      {title !== undefined && (
        <div className="mb-3 flex items-center justify-between gap-3">
          <h2 className="text-md font-semibold">{title}</h2>
          {actions}
        </div>
      )}
      {children}
    </section>
  );
}

/** Facts as name and value, one per row. */
export function Facts({ rows }: { readonly rows: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="grid gap-2">
      {rows.map(([name, value]) => (
        <div key={name} className="flex items-baseline justify-between gap-6">
          <dt className="shrink-0 text-muted">{name}</dt>
          <dd className="num min-w-0 text-right">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
