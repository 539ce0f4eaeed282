import { useState } from "react";
import { useTranslations } from "use-intl";
import { limits } from "../../../contract/limits.ts";
import type { AccountFile } from "../../../contract/operator.ts";
import { useAct } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { TextArea } from "../../ui/field.tsx";
import { Section } from "../../ui/page.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { useTimeText } from "../../ui/time.tsx";

/** What operators tell each other about an account. */
export function AccountNotes({ account }: { readonly account: AccountFile }) {
  const t = useTranslations("operator.account");
  const all = useTranslations("operator");
  const time = useTimeText();
  const [text, setText] = useState("");
  const note = useAct("noteAccount", { refreshes: ["getAccountFile", "listAudit"], onDone: () => setText("") });
  return (
    <Section title={t("notes")}>
      {account.notes.length === 0 ? (
        <p className="text-muted">{t("notesNone")}</p>
      ) : (
        <ul className="grid gap-2.5">
          {account.notes.map((one) => (
            <li key={one.id}>
              <p className="break-words whitespace-pre-line">{one.text}</p>
              <p className="text-sm text-muted">{all("byWhom", { name: one.by.name, time: time(one.at) })}</p>
            </li>
          ))}
        </ul>
      )}
      <form
        className="mt-4 grid gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== "") note.run({ params: { account_id: account.id }, body: { text } });
        }}
      >
        <TextArea
          label={t("note")}
          rows={2}
          maxLength={limits.reason_chars_max}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <ErrorLine error={note.error} />
        <div className="justify-self-end">
          <Button type="submit" size="s" busy={note.busy} disabled={text.trim() === ""}>
            {t("noteSave")}
          </Button>
        </div>
      </form>
    </Section>
  );
}
