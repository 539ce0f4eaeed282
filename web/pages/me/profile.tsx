import { type SubmitEvent, useState } from "react";
import { useTranslations } from "use-intl";
import type { Account } from "../../../contract/accounts.ts";
import { limits } from "../../../contract/limits.ts";
import { useAct } from "../../api/hooks.ts";
import { useFieldError } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { ImageUpload } from "../../ui/image-upload.tsx";
import { Section } from "../../ui/page.tsx";
import { Avatar } from "../../ui/picture.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { StateBadge } from "../../ui/state-badge.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";

export function Profile({ account }: { readonly account: Account }) {
  const t = useTranslations();
  const [editing, setEditing] = useState(false);
  return (
    <Section>
      <div className="flex items-center gap-4">
        <Avatar name={account.name} url={account.avatar_url} size_px={60} />
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-lg font-bold">{account.name}</h2>
          <div className="mt-1 flex flex-wrap gap-1.5">
            {account.verified.host && <StateBadge tone="good">{t("me.verifiedHost")}</StateBadge>}
            {account.verified.seller && <StateBadge tone="good">{t("me.verifiedSeller")}</StateBadge>}
            {!account.verified.host && !account.verified.seller && (
              <span className="text-sm text-muted">{account.email_masked ?? account.phone_masked}</span>
            )}
          </div>
        </div>
        <Button size="s" onClick={() => setEditing(true)}>
          {t("common.edit")}
        </Button>
      </div>
      <Sheet open={editing} onClose={() => setEditing(false)} title={t("me.profile")}>
        <ProfileForm account={account} onDone={() => setEditing(false)} />
      </Sheet>
    </Section>
  );
}

function ProfileForm({ account, onDone }: { readonly account: Account; readonly onDone: () => void }) {
  const t = useTranslations("me");
  const words = useTranslations("common");
  const fieldError = useFieldError();
  const [name, setName] = useState(account.name);
  const update = useAct("updateAccount", { refreshes: ["getAccount"] });
  const save = useAct("updateAccount", {
    refreshes: ["getAccount"],
    onDone: () => {
      toast(words("saved"));
      onDone();
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    save.run({ body: { name } });
  };
  return (
    <form onSubmit={submit} className="grid gap-4">
      <ImageUpload
        label={t("picture")}
        pictures={[]}
        onChange={([picture]) => picture !== undefined && update.run({ body: { avatar_picture_id: picture.id } })}
      />
      <Field
        label={t("name")}
        hint={t("nameHint")}
        error={fieldError(save.error, "name")}
        required
        maxLength={limits.name_chars_max}
        value={name}
        onChange={(event) => setName(event.target.value)}
        autoComplete="nickname"
      />
      <ErrorLine error={update.error ?? (fieldError(save.error, "name") === undefined ? save.error : null)} />
      <Button type="submit" kind="solid" wide busy={save.busy}>
        {words("save")}
      </Button>
    </form>
  );
}
