import { type ComponentProps, type SubmitEvent, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { namesOfFaults } from "./faults.ts";
import { toast } from "./toast.tsx";

type Props = Omit<ComponentProps<"form">, "onSubmit" | "noValidate" | "ref"> & {
  readonly onSubmit: (event: SubmitEvent<HTMLFormElement>) => void;
  /** What the server said; the field it names takes the focus as well. */
  readonly error?: unknown;
};

const named_max = 3;

/**
 * A form whose fields say themselves what is wrong with them. After a try that was refused, here or by the server, the first field at
 * fault takes the focus, clear of the bars above and below, and a passing note names them all: the field may be far from the button.
 */
export function Form({ onSubmit, error = null, children, ...rest }: Props) {
  const t = useTranslations("common");
  const form = useRef<HTMLFormElement>(null);
  const show = () => {
    const faults = form.current?.querySelectorAll<HTMLElement>("[aria-invalid=true], [data-fault]") ?? [];
    const [first] = faults;
    if (first === undefined) return;
    first.focus({ preventScroll: true });
    first.scrollIntoView({ block: "center" });
    const names = namesOfFaults([...faults]);
    const fields = names.slice(0, named_max).join(t("and"));
    if (names.length > 0) toast(t("checkFields", { fields, more: Math.max(0, names.length - named_max) }), "bad");
  };
  const latest = useRef(show);
  useEffect(() => {
    latest.current = show;
  });
  useEffect(() => {
    if (error !== null && error !== undefined) latest.current();
  }, [error]);
  return (
    <form
      {...rest}
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(event);
        // Once what was found wrong stands on the screen.
        requestAnimationFrame(() => latest.current());
      }}
    >
      {children}
    </form>
  );
}
