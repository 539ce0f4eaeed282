import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { limits } from "../../../contract/limits.ts";
import { restError, useFieldError } from "../../text/use-error-text.ts";
import { Confirm } from "../../ui/confirm.tsx";
import { TextArea } from "../../ui/field.tsx";
import { ErrorLine } from "../../ui/states.tsx";

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onConfirm: (reason: string) => void;
}

/** Asks for the reason before something that concerns another person; without one it does not happen. */
export function ReasonConfirm({ open, onClose, title, text, action, busy, error, onConfirm }: Props) {
  const t = useTranslations("desk");
  const fieldError = useFieldError();
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  useEffect(() => {
    // A reason belongs to one decision: the next one starts empty.
    if (!open) setReason("");
    setTried(false);
  }, [open]);
  const missing = tried && reason.trim() === "";
  const confirm = () => {
    setTried(true);
    if (reason.trim() !== "") onConfirm(reason);
  };
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title={title}
      text={text}
      action={action}
      kind="danger"
      busy={busy}
      onConfirm={confirm}
    >
      <TextArea
        label={t("reason")}
        hint={missing ? undefined : t("reasonNeeded")}
        rows={3}
        maxLength={limits.reason_chars_max}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        error={missing ? t("reasonNeeded") : fieldError(error, "reason")}
      />
      <ErrorLine error={restError(error, ["reason"])} />
    </Confirm>
  );
}
