import { useEffect, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { type Answer, useAct } from "../api/hooks.ts";
import { Button } from "../ui/button.tsx";
import { ErrorLine } from "../ui/states.tsx";
import { useNow } from "../ui/time.tsx";
import { CodeBoxes } from "./code-boxes.tsx";
import type { CodeAsked } from "./sign-in-sheet.tsx";

interface Props {
  readonly asked: CodeAsked;
  readonly onAskedAgain: (asked: CodeAsked) => void;
  readonly onSignedIn: (answer: Answer<"signIn">) => void;
  readonly onBack: () => void;
  readonly devInbox: boolean;
}
const code_digits = 6;

/** The six digits. They are sent as soon as the last one is there. */
export function CodeStep({ asked, onAskedAgain, onSignedIn, onBack, devInbox }: Props) {
  const t = useTranslations("signIn");
  const locale = useLocale();
  const [code, setCode] = useState("");
  const enter = useAct("signIn", { onDone: onSignedIn, onFail: () => setCode("") });
  const again = useAct("sendCode", {
    onDone: (sent) => onAskedAgain({ ...asked, to: sent.to_masked, resend_at: sent.resend_at }),
  });
  const wait_s = Math.max(0, Math.ceil((Date.parse(asked.resend_at) - useNow()) / 1000));
  const { run } = enter;
  useEffect(() => {
    if (code.length === code_digits) run({ body: { identifier: asked.identifier, code, locale } });
  }, [code, asked.identifier, locale, run]);
  return (
    <div className="grid gap-5">
      <p className="text-muted">{t(asked.channel === "email" ? "codeSentEmail" : "codeSentSms", { to: asked.to })}</p>
      <CodeBoxes
        value={code}
        onChange={setCode}
        digits={code_digits}
        label={t("code")}
        disabled={enter.busy}
        invalid={enter.error !== null}
      />
      <ErrorLine error={enter.error ?? again.error} />
      {devInbox && (
        <a
          href={`/dev/inbox?to=${encodeURIComponent(asked.identifier)}`}
          target="_blank"
          rel="noreferrer"
          className="text-sm underline underline-offset-4"
        >
          {t("devInbox")}
        </a>
      )}
      <div className="flex flex-wrap justify-between gap-2">
        <Button kind="plain" size="s" onClick={onBack}>
          {t("otherIdentifier")}
        </Button>
        <Button
          size="s"
          disabled={wait_s > 0}
          busy={again.busy}
          onClick={() => again.run({ body: { identifier: asked.identifier } })}
        >
          <span className="num">{wait_s > 0 ? t("resendIn", { seconds: wait_s }) : t("resend")}</span>
        </Button>
      </div>
    </div>
  );
}
