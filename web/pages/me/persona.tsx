import { Link } from "@tanstack/react-router";
import { type SubmitEvent, useState } from "react";
import { useTranslations } from "use-intl";
import type { HostProfile } from "../../../contract/hosts.ts";
import { limits } from "../../../contract/limits.ts";
import type { Picture } from "../../../contract/media.ts";
import { hasRole, useAccount } from "../../api/account.ts";
import { useAct, useCall } from "../../api/hooks.ts";
import { useFieldError } from "../../text/use-error-text.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { Field, TextArea } from "../../ui/field.tsx";
import { ImageUpload } from "../../ui/image-upload.tsx";
import { PageBody, PageHeader, Section } from "../../ui/page.tsx";
import { EmptyState, ErrorLine, ErrorState, Skeleton } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";

/** What everybody reads about me as a host. */
export function PersonaPage() {
  const t = useTranslations("viewer.persona");
  const account = useAccount();
  const host = hasRole(account, "host");
  const profile = useCall("getHostProfile", {}, { enabled: host });
  return (
    <PageBody>
      <PageHeader title={t("title")} lead={t("lead")} back="/me" />
      {account !== undefined && !host && (
        <EmptyState title={t("notHost")}>
          <Link to="/studio" className={buttonClass("quiet")}>
            <HostWord />
          </Link>
        </EmptyState>
      )}
      {host && profile.data === undefined && profile.error === null && <Skeleton className="h-80 rounded-m" />}
      {profile.data === undefined && profile.error !== null && (
        <ErrorState error={profile.error} onRetry={() => void profile.refetch()} />
      )}
      {profile.data !== undefined && account !== null && account !== undefined && (
        <Form profile={profile.data} host_id={account.id} />
      )}
    </PageBody>
  );
}

function HostWord() {
  return useTranslations("me")("hostTitle");
}

function Form({ profile, host_id }: { readonly profile: HostProfile; readonly host_id: string }) {
  const t = useTranslations("viewer.persona");
  const words = useTranslations("common");
  const fieldError = useFieldError();
  const [draft, setDraft] = useState({ headline: profile.headline, region: profile.region, bio: profile.bio });
  const [banner, setBanner] = useState<Picture | null>(profile.banner);
  const save = useAct("updateHostProfile", {
    refreshes: ["getHostProfile", "getHost", "search", "listFollows"],
    onDone: () => toast(words("saved")),
  });
  const errors = (["headline", "region", "bio"] as const).map((name) => fieldError(save.error, name));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    save.run({ body: { ...draft, banner_picture_id: banner?.id ?? null } });
  };
  return (
    <Section>
      <form onSubmit={submit} className="grid gap-4">
        <ImageUpload
          label={t("banner")}
          pictures={banner === null ? [] : [banner]}
          onChange={(pictures) => setBanner(pictures.at(-1) ?? null)}
        />
        <Field
          label={t("headline")}
          hint={t("headlineHint")}
          error={errors[0]}
          maxLength={limits.headline_chars_max}
          value={draft.headline}
          onChange={(event) => setDraft({ ...draft, headline: event.target.value })}
        />
        <Field
          label={t("region")}
          hint={t("regionHint")}
          error={errors[1]}
          maxLength={limits.region_chars_max}
          value={draft.region}
          onChange={(event) => setDraft({ ...draft, region: event.target.value })}
        />
        <TextArea
          label={t("bio")}
          hint={t("bioHint", { max: limits.bio_chars_max })}
          error={errors[2]}
          rows={6}
          value={draft.bio}
          onChange={(event) => setDraft({ ...draft, bio: event.target.value })}
        />
        <ErrorLine error={errors.some((error) => error !== undefined) ? null : save.error} />
        <div className="flex gap-2">
          <Button type="submit" kind="solid" wide busy={save.busy}>
            {words("save")}
          </Button>
          <Link to="/hosts/$host_id" params={{ host_id }} className={buttonClass("quiet", "m", true)}>
            {t("see")}
          </Link>
        </div>
      </form>
    </Section>
  );
}
