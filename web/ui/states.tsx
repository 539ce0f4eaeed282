import { Unplug } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { ApiError } from "../api/client.ts";
import { useErrorText } from "../text/use-error-text.ts";
import { Button, buttonClass } from "./button.tsx";
import { classNames } from "./class-names.ts";

/** A grey shape where something will be. Give it the size of what comes. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <div aria-hidden className={classNames("animate-pulse rounded-s bg-wash", className)} />;
}

interface EmptyProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly text?: ReactNode;
  readonly children?: ReactNode;
}

/** Nothing is here, why, and what to do about it. */
export function EmptyState({ icon, title, text, children }: EmptyProps) {
  return (
    <div className="mx-auto grid max-w-md justify-items-center gap-2 px-6 py-16 text-center">
      {icon !== undefined && (
        <div className="mb-2 grid size-14 place-items-center rounded-full bg-wash text-muted">{icon}</div>
      )}
      <h2 className="text-md font-bold">{title}</h2>
      {text !== undefined && <p className="text-muted">{text}</p>}
      {children !== undefined && <div className="mt-3 flex flex-wrap justify-center gap-2">{children}</div>}
    </div>
  );
}

interface ErrorProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** What went wrong in the server's words, the request id to quote, and a way to try again. For a page or a panel. */
export function ErrorState({ error, onRetry }: ErrorProps) {
  const t = useTranslations("common");
  const frame = useTranslations("frame");
  // The address itself is wrong: nobody filled anything in, and asking again would not help.
  if (isNoPlace(error))
    return (
      <EmptyState icon={<Unplug size={24} aria-hidden />} title={frame("notFoundTitle")} text={frame("notFoundText")}>
        <a href="/" className={buttonClass("solid")}>
          {frame("toHome")}
        </a>
      </EmptyState>
    );
  return (
    <div role="alert" className="mx-auto grid max-w-md justify-items-center gap-2 px-6 py-16 text-center">
      <h2 className="text-md font-bold">{t("errorTitle")}</h2>
      <ErrorWords error={error} />
      {onRetry !== undefined && !isDefinite(error) && (
        <Button className="mt-3" onClick={onRetry}>
          {t("retry")}
        </Button>
      )}
    </div>
  );
}

/** Asking again would not change the answer. */
function isDefinite(error: unknown): boolean {
  return error instanceof ApiError && (error.error.type === "not_found" || error.error.type === "permission");
}

/** An id in the address that never was one: a letter lost while it was copied, say. */
function isNoPlace(error: unknown): boolean {
  return error instanceof ApiError && error.error.code === "invalid_param" && /^\w+_id$/.test(error.error.param ?? "");
}

/** The same in a line, where the action that failed stands. Renders nothing without an error. */
export function ErrorLine({ error }: { readonly error: unknown }) {
  if (error === null || error === undefined) return null;
  return (
    <div role="alert" className="rounded-s border border-ember-text/40 px-3 py-2 text-sm text-ember-text">
      <ErrorWords error={error} />
    </div>
  );
}

function ErrorWords({ error }: { readonly error: unknown }) {
  const t = useTranslations("common");
  const text = useErrorText();
  const id = error instanceof ApiError ? error.error.request_id : "";
  const worthQuoting = error instanceof ApiError && error.error.type === "internal" && id !== "";
  return (
    <>
      <p>{text(error)}</p>
      {worthQuoting && <p className="mt-1 font-mono text-xs opacity-80 select-all">{t("requestId", { id })}</p>}
    </>
  );
}
