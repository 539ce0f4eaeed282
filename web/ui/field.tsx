import { type ComponentProps, type ReactNode, useId } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "./class-names.ts";

interface Frame {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly optional?: boolean;
}

const box =
  "w-full min-h-11 rounded-m border border-line-strong bg-surface px-3.5 py-2.5 text-ink placeholder:text-muted focus-visible:outline-offset-0 aria-invalid:border-ember-text disabled:opacity-60";

function useWiring(hint: ReactNode, error: string | undefined) {
  const id = useId();
  const described = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`]
    .filter(Boolean)
    .join(" ");
  const wiring = {
    id,
    "aria-invalid": error !== undefined,
    ...(described === "" ? {} : { "aria-describedby": described }),
  };
  return { id, wiring };
}

function Framed({ id, label, hint, error, optional = false, children }: Frame & { id: string; children: ReactNode }) {
  const t = useTranslations("common");
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
        {optional && <span className="ml-1.5 font-normal text-muted">{t("optional")}</span>}
      </label>
      {children}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-xs text-muted">
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p id={`${id}-error`} role="alert" className="text-sm text-ember-text">
          {error}
        </p>
      )}
    </div>
  );
}

/** A labelled input; hint and error are wired to it for screen readers. */
export function Field({ label, hint, error, optional, className, ...rest }: Frame & ComponentProps<"input">) {
  const { id, wiring } = useWiring(hint, error);
  return (
    <Framed
      {...{ id, label, hint }}
      {...(error === undefined ? {} : { error })}
      {...(optional === undefined ? {} : { optional })}
    >
      <input {...rest} {...wiring} className={classNames(box, className)} />
    </Framed>
  );
}

export function TextArea({ label, hint, error, optional, className, ...rest }: Frame & ComponentProps<"textarea">) {
  const { id, wiring } = useWiring(hint, error);
  return (
    <Framed
      {...{ id, label, hint }}
      {...(error === undefined ? {} : { error })}
      {...(optional === undefined ? {} : { optional })}
    >
      <textarea rows={4} {...rest} {...wiring} className={classNames(box, "leading-normal", className)} />
    </Framed>
  );
}

/** A native select: the phone's own picker is the best one. Options are children. */
export function Select({ label, hint, error, optional, className, ...rest }: Frame & ComponentProps<"select">) {
  const { id, wiring } = useWiring(hint, error);
  return (
    <Framed
      {...{ id, label, hint }}
      {...(error === undefined ? {} : { error })}
      {...(optional === undefined ? {} : { optional })}
    >
      <select {...rest} {...wiring} className={classNames(box, "pr-8", className)} />
    </Framed>
  );
}

export function Checkbox({
  label,
  hint,
  ...rest
}: { readonly label: string; readonly hint?: string } & ComponentProps<"input">) {
  const id = useId();
  return (
    <label htmlFor={id} className="flex min-h-11 cursor-pointer items-center gap-3">
      <input {...rest} id={id} type="checkbox" className="size-5 shrink-0 accent-ink" />
      <span>
        {label}
        {hint !== undefined && <span className="block text-xs text-muted">{hint}</span>}
      </span>
    </label>
  );
}
