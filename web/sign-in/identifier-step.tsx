import { type SubmitEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { type Answer, useAct } from "../api/hooks.ts";
import { useFieldError } from "../text/use-error-text.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { ErrorLine } from "../ui/states.tsx";
import type { CodeAsked } from "./sign-in-sheet.tsx";

interface Props {
  readonly onCode: (asked: CodeAsked) => void;
  readonly onSignedIn: (answer: Answer<"signIn">) => void;
}

/** Who: an address or number, then a code, or a password at once. */
export function IdentifierStep({ onCode, onSignedIn }: Props) {
  const t = useTranslations("signIn");
  const fieldError = useFieldError();
  const [identifier, setIdentifier] = useState("");
  const [password, setPassword] = useState("");
  const [byPassword, setByPassword] = useState(false);
  const send = useAct("sendCode", {
    onDone: (sent) =>
      onCode({ identifier: identifier.trim(), channel: sent.channel, to: sent.to_masked, resend_at: sent.resend_at }),
  });
  const enter = useAct("signIn", { onDone: onSignedIn });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (byPassword) enter.run({ body: { identifier: identifier.trim(), password } });
    else send.run({ body: { identifier: identifier.trim() } });
  };
  const error = byPassword ? enter.error : send.error;
  const wrong = fieldError(error, "identifier");
  return (
    <form onSubmit={submit} className="grid gap-4">
      <Field
        label={t("identifier")}
        hint={t("identifierHint")}
        error={wrong}
        value={identifier}
        onChange={(event) => setIdentifier(event.target.value)}
        name="username"
        data-first-focus
        autoComplete="username"
        inputMode="email"
        autoCapitalize="none"
        spellCheck={false}
        required
        minLength={3}
        maxLength={254}
      />
      {byPassword && (
        <Field
          label={t("password")}
          type="password"
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          required
        />
      )}
      {wrong === undefined && <ErrorLine error={error} />}
      <Button type="submit" kind="solid" size="l" wide busy={send.busy || enter.busy}>
        {byPassword ? t("enter") : t("sendCode")}
      </Button>
      <Button kind="plain" size="s" className="justify-self-center" onClick={() => setByPassword(!byPassword)}>
        {byPassword ? t("useCode") : t("usePassword")}
      </Button>
    </form>
  );
}
