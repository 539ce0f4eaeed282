import { Link } from "@tanstack/react-router";
import { Check, Circle } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Studio } from "../../../contract/live.ts";
import { useAct } from "../../api/hooks.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { ErrorLine } from "../../ui/states.tsx";

interface Props {
  readonly data: Studio;
  readonly verified: boolean;
  /** Did this year's training. */
  readonly trained: boolean;
  /** The form holds changes that the server does not have. */
  readonly unsaved: boolean;
}

/** The first thing that stands in the way of going on air; null when nothing does. */
export function obstacleOf({
  data,
  verified,
  trained,
  unsaved,
}: Props): "needVerified" | "needTraining" | "needSession" | "unsaved" | "needBag" | "needPicture" | null {
  if (!verified) return "needVerified";
  if (!trained) return "needTraining";
  if (data.session === null) return "needSession";
  if (unsaved) return "unsaved";
  if (data.bag.length === 0) return "needBag";
  return data.encoder.connected ? null : "needPicture";
}

/** What is still missing, and the button. It names the reason while it cannot be pressed. */
export function GoOnAir(props: Props) {
  const t = useTranslations("studio.air");
  const training = useTranslations("training");
  const { data, verified } = props;
  const start = useAct("startSession", { refreshes: ["getStudio", "listRooms"] });
  const obstacle = obstacleOf(props);
  const steps = [
    { label: t("stepVerified"), done: verified && props.trained },
    { label: t("stepSession"), done: data.session !== null && data.bag.length > 0 },
    { label: t("stepKey"), done: data.encoder.connected },
  ];
  return (
    <section aria-label={t("checklist")} className="card grid gap-2 p-3 shadow-lg lg:gap-3 lg:p-4 lg:shadow-none">
      <ul className="hidden gap-y-1 text-sm lg:grid">
        {steps.map(({ label, done }) => (
          <li key={label} className={classNames("flex items-center gap-1.5", done ? "text-jade" : "text-muted")}>
            {done ? <Check size={15} aria-hidden /> : <Circle size={13} aria-hidden />}
            {label}
          </li>
        ))}
      </ul>
      <Button
        kind="buy"
        size="l"
        wide
        busy={start.busy}
        disabled={obstacle !== null}
        aria-describedby="air-reason"
        onClick={() => data.session !== null && start.run({ params: { session_id: data.session.id } })}
      >
        {t(start.busy ? "going" : "go")}
      </Button>
      <p id="air-reason" className="text-center text-sm text-muted">
        {t(obstacle ?? "ready")}
      </p>
      {obstacle === "needTraining" && (
        <Link to="/studio/training" className={buttonClass("quiet", "m", true)}>
          {training("begin")}
        </Link>
      )}
      <ErrorLine error={start.error} />
    </section>
  );
}
